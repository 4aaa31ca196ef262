using System.Collections.Immutable;

namespace Inference.Statistics;

/// <summary>
/// Logs as they were counted. At any moment a log waits in the outbox or is in the rollups, never both: so a read, which adds up both as
/// of one moment, tells what a look at every log would.
/// </summary>
public interface IStatisticsStore
{
    /// <summary>Moves the logs that have waited longest from the outbox into the rollups, in one transaction.</summary>
    /// <returns>How many they were: fewer than the limit when none is left.</returns>
    Task<int> FoldAsync(string environment, int limit, CancellationToken cancellationToken);

    Task<LogStatistics> ReadAsync(StatisticsFilter filter, CancellationToken cancellationToken);

    /// <summary>Every point in order, those without calls too.</summary>
    Task<ImmutableArray<StatisticsPoint>> ReadSeriesAsync(
        StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken);
}

/// <summary>Rollups of one span whose start is in a range, in hours since 1970.</summary>
/// <param name="Span">Their span.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct RollupRange(RollupSpan Span, long From, long To);

/// <summary>How long a rollup's time is; the number is the hours in it.</summary>
public enum RollupSpan
{
    None = 0,
    Hour = 1,
    Day = 24,
}
