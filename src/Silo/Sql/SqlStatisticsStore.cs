using System.Collections.Immutable;
using System.Data.Common;
using Inference.Statistics;

namespace Inference.Sql;

internal abstract class SqlStatisticsStore(SqlDatabase database) : IStatisticsStore
{
    public abstract Task<int> FoldAsync(string environment, int limit, CancellationToken cancellationToken);

    // SQLite answers on the caller's thread, and a long period with a filter that only logs can answer takes a while: on no grain's turn.
    public Task<LogStatistics> ReadAsync(StatisticsFilter filter, CancellationToken cancellationToken) =>
        Task.Run(() => SumAsync(filter, cancellationToken), cancellationToken);

    public Task<ImmutableArray<StatisticsPoint>> ReadSeriesAsync(
        StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken) =>
        Task.Run(() => SeriesAsync(filter, interval, cancellationToken), cancellationToken);

    protected Task<bool> AnyWaitsAsync(string environment, CancellationToken cancellationToken) =>
        new SqlQuery(database, "select 1 from inference_outbox where environment = @environment limit 1")
            .With("@environment", environment)
            .AnyAsync(cancellationToken);

    private async Task<LogStatistics> SumAsync(StatisticsFilter filter, CancellationToken cancellationToken)
    {
        await using var snapshot = await StatisticsSnapshot.TakeAsync(database, filter, cancellationToken);
        var period = Period(filter, RollupSpan.Day);
        var statistics = new StatisticsBuilder();
        foreach (var range in period.Rollups)
        {
            await ForEachAsync(snapshot.RollupsByGroup(range), Count, cancellationToken);
        }

        if (!period.Covered.IsEmpty)
        {
            await ForEachAsync(snapshot.Waiting(period.Covered, byModel: true), Count, cancellationToken);
        }

        foreach (var range in period.Rest)
        {
            await ForEachAsync(snapshot.Logs(range, byModel: true), Count, cancellationToken);
        }

        return statistics.Build();

        void Count(DbDataReader row) => statistics.Add(row.GetString(0), Sums(row));
    }

    private async Task<ImmutableArray<StatisticsPoint>> SeriesAsync(
        StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken)
    {
        await using var snapshot = await StatisticsSnapshot.TakeAsync(database, filter, cancellationToken);
        var period = Period(filter, Coarsest(interval));
        var series = new StatisticsSeries(filter, interval);
        foreach (var range in period.Rollups)
        {
            await ForEachAsync(snapshot.Rollups(range), CountRollup, cancellationToken);
        }

        if (!period.Covered.IsEmpty)
        {
            await ForEachAsync(snapshot.Waiting(period.Covered, byModel: false), CountLog, cancellationToken);
        }

        foreach (var range in period.Rest)
        {
            await ForEachAsync(snapshot.Logs(range, byModel: false), CountLog, cancellationToken);
        }

        return series.Build();

        void CountRollup(DbDataReader row) => series
            .Add(StatisticsPeriod.TimeOf(row.GetInt64(8)), row.GetString(0), Sums(row))
            .Add(row.GetFieldValue<byte[]>(9));

        void CountLog(DbDataReader row)
        {
            var log = Sums(row);
            series.Add(row.GetInt64(8), row.GetString(0), log).Add(log.LatencyMilliseconds);
        }
    }

    private static StatisticsPeriod Period(StatisticsFilter filter, RollupSpan coarsest) =>
        StatisticsPeriod.Of(TimeRange.Of(filter.Start, filter.End), filter.NeedsLogs ? RollupSpan.None : coarsest);

    // The coarsest rollup must not reach over more than one point.
    private static RollupSpan Coarsest(StatisticsInterval interval) => interval switch
    {
        StatisticsInterval.Minute => RollupSpan.None,
        StatisticsInterval.Hour => RollupSpan.Hour,
        StatisticsInterval.Day => RollupSpan.Day,
    };

    private static CallSums Sums(DbDataReader row) => new(
        row.GetInt64(1),
        row.GetInt64(2),
        new TokenSums(row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6)),
        row.GetInt64(7));

    private static async Task ForEachAsync(SqlQuery query, Action<DbDataReader> use, CancellationToken cancellationToken)
    {
        await foreach (var row in query.ReadAsync(cancellationToken))
        {
            use(row);
        }
    }
}
