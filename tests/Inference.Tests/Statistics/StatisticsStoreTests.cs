using System.Data.Common;
using CsCheck;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using static Inference.Infrastructure.Samples;

namespace Inference.Statistics;

[ChoosesStorage]
public abstract class StatisticsStoreTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : StatisticsStoreTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : StatisticsStoreTests(files), IClassFixture<PostgresFixture>;

    private static readonly Gen<Step> Steps =
        from logs in RandomLogs.Log.Array[0, 12]
        from replays in Gen.Int[0, 2]
        from folds in Gen.Int[0, 15]
        from filter in RandomLogs.Filter
        from interval in Gen.Enum<StatisticsInterval>()
        select new Step(logs, replays, folds, filter, interval);

    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Statistics_equal_a_scan_of_every_log_at_any_fold() =>
        Steps.Array[1, 8].SampleAsync(
            async steps =>
            {
                var history = new StatisticsHistory(files);
                foreach (var step in steps)
                {
                    await history.CommitAsync(step.Logs, step.Replays);
                    await history.FoldAsync(step.Folds);
                    await history.CheckAsync(step.Filter, step.Interval);
                }

                await history.FoldAsync(int.MaxValue);
                Assert.Equal(0, await history.CountWaitingAsync());
                foreach (var step in steps)
                {
                    await history.CheckAsync(step.Filter, step.Interval);
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public async Task Folds_at_the_same_time_count_each_log_once()
    {
        var history = new StatisticsHistory(files);
        await history.CommitAsync(Enumerable.Range(0, 200).Select(second => Log("", second: second)), replays: 0);

        var folded = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => history.FoldAsync(30)));

        Assert.Equal(200, folded.Sum());
        Assert.Equal(0, await history.CountWaitingAsync());
        await history.CheckAsync(Period(Noon, Noon.AddHours(2)), StatisticsInterval.Hour);
    }

    [Fact]
    public async Task A_fold_that_fails_leaves_everything_as_it_was()
    {
        var history = new StatisticsHistory(files);
        await history.CommitAsync(Enumerable.Range(0, 5).Select(second => Log("", second: second)), replays: 0);
        await files.Database.ExecuteAsync("alter table inference_rollups rename to inference_rollups_away");

        await Assert.ThrowsAnyAsync<DbException>(() => history.FoldAsync(10));

        await files.Database.ExecuteAsync("alter table inference_rollups_away rename to inference_rollups");
        Assert.Equal(5, await history.CountWaitingAsync());
        await history.CheckAsync(Period(Noon, Noon.AddHours(2)), StatisticsInterval.Hour);
        Assert.Equal(5, await history.FoldAsync(10));
        await history.CheckAsync(Period(Noon, Noon.AddHours(2)), StatisticsInterval.Hour);
    }

    [Fact]
    public async Task A_read_sees_one_moment_while_logs_are_written_and_folded()
    {
        var store = files.Statistics;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.Run(() => WriteAndFoldAsync(store, done.Token), Cancellation);
        long last = 0;
        for (var read = 0; read < 200; read++)
        {
            var calls = (await store.ReadAsync(Period(Noon, Noon.AddHours(1)), Cancellation)).Calls;

            // Each commit is of ten, so a part of one, or of a fold, would show.
            Assert.Equal(0, calls % 10);
            Assert.True(calls >= last, $"{calls} calls after {last}");
            last = calls;
        }

        await done.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Logs_of_one_hour_and_day_share_their_rollups()
    {
        var history = new StatisticsHistory(files);
        await history.CommitAsync(Enumerable.Range(0, 300).Select(n => Log("") with { CreatedAt = Noon.AddMinutes(20 * n) }), replays: 0);

        while (await history.FoldAsync(70) > 0)
        {
        }

        Assert.Equal(100 + 5, await history.CountRollupsAsync());
    }

    private StatisticsFilter Period(DateTimeOffset start, DateTimeOffset end) => new() { Environment = _environment, Start = start, End = end };

    private async Task WriteAndFoldAsync(IStatisticsStore store, CancellationToken done)
    {
        for (var batch = 0; !done.IsCancellationRequested; batch++)
        {
            await files.Ledger.CommitAsync(
                [.. Enumerable.Range(0, 10).Select(_ => new LedgerEntry { Log = Log(NewId("log_"), _environment, batch % 60) })], Cancellation);
            await store.FoldAsync(_environment, batch % 3 * 4, Cancellation);
        }
    }

    private sealed record Step(InferenceLog[] Logs, int Replays, int Folds, StatisticsFilter Filter, StatisticsInterval Interval);
}
