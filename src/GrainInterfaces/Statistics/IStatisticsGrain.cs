using System.Collections.Immutable;

namespace Inference.Statistics;

/// <summary>Counts an environment's logs. Get it with <see cref="StatisticsGrainFactory.GetStatistics"/>.</summary>
[Alias("Inference.Statistics.IStatisticsGrain")]
public interface IStatisticsGrain : IGrainWithStringKey
{
    /// <summary>Adds what waits in the outbox to the rollups, until nothing is left. Safe to repeat: each log counts once.</summary>
    [ResponseTimeout("00:10:00")]
    Task FoldAsync(CancellationToken cancellationToken = default);
}

/// <summary>Tells what logs add up to, whether they were counted already or not. A stateless worker; use key 0.</summary>
[Alias("Inference.Statistics.IStatisticsQueryGrain")]
public interface IStatisticsQueryGrain : IGrainWithIntegerKey
{
    [ResponseTimeout("00:01:00")]
    Task<LogStatistics> GetAsync(StatisticsFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Every point of the period in order, those without calls too. Intervals begin where UTC's do.</summary>
    [ResponseTimeout("00:01:00")]
    Task<ImmutableArray<StatisticsPoint>> GetSeriesAsync(
        StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken = default);
}

/// <summary>The only place that knows how the keys of statistics grains are built.</summary>
public static class StatisticsGrainFactory
{
    public static IStatisticsGrain GetStatistics(this IGrainFactory grains, string environment) =>
        grains.GetGrain<IStatisticsGrain>(environment);

    public static IStatisticsQueryGrain GetStatisticsQueries(this IGrainFactory grains) => grains.GetGrain<IStatisticsQueryGrain>(0);
}
