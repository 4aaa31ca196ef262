using System.Collections.Immutable;

namespace Inference.Statistics;

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
