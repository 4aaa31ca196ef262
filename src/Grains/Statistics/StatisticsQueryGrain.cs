using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Inference.Statistics;

[StatelessWorker, Reentrant, GrainType("statistics-queries")]
internal sealed class StatisticsQueryGrain(IStatisticsStore store) : Grain, IStatisticsQueryGrain
{
    public Task<LogStatistics> GetAsync(StatisticsFilter filter, CancellationToken cancellationToken) =>
        store.ReadAsync(filter, cancellationToken);

    public Task<ImmutableArray<StatisticsPoint>> GetSeriesAsync(
        StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken) =>
        store.ReadSeriesAsync(filter, interval, cancellationToken);
}
