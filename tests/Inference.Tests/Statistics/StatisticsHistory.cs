using System.Collections.Immutable;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;

namespace Inference.Statistics;

/// <summary>An environment of its own in a real database, beside which its logs are kept to be looked through.</summary>
internal sealed class StatisticsHistory(StoreFixture files)
{
    private readonly string _environment = Samples.NewId("env_");
    private readonly IStatisticsStore _store = files.Statistics;
    private readonly List<InferenceLog> _logs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<long> CountWaitingAsync() => files.CountAsync($"inference_outbox where environment = '{_environment}'");

    public Task<long> CountRollupsAsync() => files.CountAsync(
        $"inference_rollups join inference_rollup_groups on id = log_group where environment = '{_environment}'");

    /// <summary>Commits logs, and repeats as many of the stored ones as given, as retries do.</summary>
    public async Task CommitAsync(IEnumerable<InferenceLog> logs, int replays)
    {
        InferenceLog[] added = [.. logs.Select(log => log with { Id = Samples.NewId("log_"), Environment = _environment })];
        var again = _logs.TakeLast(replays).Select(log => log with { Succeeded = !log.Succeeded, OutputTokens = 1, Model = "other" });
        var units = again.Concat(added).Concat(added.Take(replays)).Select(log => new LedgerEntry { Log = log }).ToArray();

        var outcomes = await files.Ledger.CommitAsync(units, Cancellation);

        Assert.Equal(added.Length, outcomes.Count(outcome => outcome == LedgerOutcome.Committed));
        _logs.AddRange(added);
    }

    public Task<int> FoldAsync(int limit) => _store.FoldAsync(_environment, limit, Cancellation);

    /// <summary>Both answers equal a scan of every log.</summary>
    public async Task CheckAsync(StatisticsFilter filter, StatisticsInterval interval)
    {
        filter = filter with { Environment = _environment };
        StatisticsAssert.Equal(LogScan.Sum(LogScan.Find(_logs, filter)), await _store.ReadAsync(filter, Cancellation));

        var points = await _store.ReadSeriesAsync(filter, interval, Cancellation);
        CheckBounds(points, filter, interval);
        foreach (var point in points)
        {
            var logs = LogScan.Find(_logs, filter with { Start = point.Start, End = point.End });
            StatisticsAssert.Equal(LogScan.Sum(logs), point.Statistics);
            StatisticsAssert.Near(logs.Count == 0 ? null : LogScan.Quantile(logs, 0.5), point.P50Milliseconds);
            StatisticsAssert.Near(logs.Count == 0 ? null : LogScan.Quantile(logs, 0.95), point.P95Milliseconds);
        }
    }

    private static void CheckBounds(ImmutableArray<StatisticsPoint> points, StatisticsFilter filter, StatisticsInterval interval)
    {
        Assert.Equal((filter.Start, filter.End), (points[0].Start, points[^1].End));
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(points, point => Assert.True(point.Start < point.End));
        Assert.All(points.Skip(1), point => Assert.Equal(0, point.Start.UtcTicks % interval.Length().Ticks));
        Assert.All(points, point => Assert.True(point.End - point.Start <= interval.Length()));
    }
}
