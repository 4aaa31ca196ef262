using System.Collections.Immutable;
using Inference.Statistics;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

internal sealed class SqliteStatisticsStore(SqliteDatabase database) : IStatisticsStore
{
    public async Task<int> FoldAsync(string environment, int limit, CancellationToken cancellationToken) =>
        AnyWaits(environment)
            ? await database.Writer.RunAsync(session => session.Rollups.Fold(environment, limit), cancellationToken)
            : 0;

    // A long period with a filter that only logs can answer takes a while: on no grain's turn.
    public Task<LogStatistics> ReadAsync(StatisticsFilter filter, CancellationToken cancellationToken) =>
        Task.Run(() => Read(filter, cancellationToken), cancellationToken);

    public Task<ImmutableArray<StatisticsPoint>> ReadSeriesAsync(
        StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken) =>
        Task.Run(() => ReadSeries(filter, interval, cancellationToken), cancellationToken);

    // Without the gate: most of the time there is nothing to do, and the ledger need not wait for that to be found out.
    private bool AnyWaits(string environment)
    {
        using var query = new SqliteQuery(database, "select 1 from inference_outbox where environment = $environment limit 1")
            .With("$environment", environment);
        using var rows = query.Read();
        return rows.Read();
    }

    private LogStatistics Read(StatisticsFilter filter, CancellationToken cancellationToken)
    {
        using var snapshot = new StatisticsSnapshot(database, filter);
        var period = Period(filter, RollupSpan.Day);
        var statistics = new StatisticsBuilder();
        foreach (var range in period.Rollups)
        {
            ForEach(snapshot.RollupsByGroup(range), Count, cancellationToken);
        }

        if (!period.Covered.IsEmpty)
        {
            ForEach(snapshot.Waiting(period.Covered, byModel: true), Count, cancellationToken);
        }

        foreach (var range in period.Rest)
        {
            ForEach(snapshot.Logs(range, byModel: true), Count, cancellationToken);
        }

        return statistics.Build();

        void Count(SqliteDataReader row) => statistics.Add(row.GetString(0), Sums(row));
    }

    private ImmutableArray<StatisticsPoint> ReadSeries(StatisticsFilter filter, StatisticsInterval interval, CancellationToken cancellationToken)
    {
        using var snapshot = new StatisticsSnapshot(database, filter);
        var period = Period(filter, Coarsest(interval));
        var series = new StatisticsSeries(filter, interval);
        foreach (var range in period.Rollups)
        {
            ForEach(snapshot.Rollups(range), CountRollup, cancellationToken);
        }

        if (!period.Covered.IsEmpty)
        {
            ForEach(snapshot.Waiting(period.Covered, byModel: false), CountLog, cancellationToken);
        }

        foreach (var range in period.Rest)
        {
            ForEach(snapshot.Logs(range, byModel: false), CountLog, cancellationToken);
        }

        return series.Build();

        void CountRollup(SqliteDataReader row) => series
            .Add(StatisticsPeriod.TimeOf(row.GetInt64(6)), row.GetString(0), Sums(row))
            .Add(row.GetFieldValue<byte[]>(7));

        void CountLog(SqliteDataReader row)
        {
            var log = Sums(row);
            series.Add(row.GetInt64(6), row.GetString(0), log).Add(log.LatencyMilliseconds);
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

    private static CallSums Sums(SqliteDataReader row) =>
        new(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5));

    private static void ForEach(SqliteQuery query, Action<SqliteDataReader> use, CancellationToken cancellationToken)
    {
        using (query)
        {
            using var rows = query.Read();
            while (rows.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                use(rows);
            }
        }
    }
}
