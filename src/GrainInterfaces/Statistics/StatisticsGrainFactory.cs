namespace Inference.Statistics;

/// <summary>The only place that knows how the keys of statistics grains are built.</summary>
public static class StatisticsGrainFactory
{
    public static IStatisticsGrain GetStatistics(this IGrainFactory grains, string environment) =>
        grains.GetGrain<IStatisticsGrain>(environment);

    public static IStatisticsQueryGrain GetStatisticsQueries(this IGrainFactory grains) => grains.GetGrain<IStatisticsQueryGrain>(0);
}
