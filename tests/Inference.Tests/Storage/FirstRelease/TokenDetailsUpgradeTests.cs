using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Statistics;

namespace Inference.Storage.FirstRelease;

public sealed class TokenDetailsUpgradeTests
{
    private static readonly DateTimeOffset Stored = new(2026, 11, 30, 5, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollups_and_logs_of_the_first_release_count_on_with_token_details()
    {
        await using var database = await FirstRelease.CreateDatabaseAsync(Cancellation);
        await database.Sql.OpenAsync(Cancellation);
        var day = new StatisticsFilter { Environment = "prod", Start = Stored.Date, End = Stored.Date.AddDays(1) };
        var store = database.Statistics;
        await store.FoldAsync("prod", 100, Cancellation);
        var before = await store.ReadAsync(day, Cancellation);
        var old = (await database.Logs.ListAsync(new LogFilter { Environment = "prod" }, new() { Size = 1 }, Cancellation)).Items[0];

        // Of the same key, model and type as an older one, so of the same rollup.
        var log = old with { Id = Samples.NewId("log_"), CreatedAt = old.CreatedAt.AddMilliseconds(1), CachedTokens = 70_000, ReasoningTokens = 30, Tags = [] };
        Assert.Equal(LedgerOutcome.Committed, await database.CommitAsync(new LedgerEntry { Log = log }));
        var waiting = await store.ReadAsync(day, Cancellation);
        Assert.Equal(1, await store.FoldAsync("prod", 100, Cancellation));
        var folded = await store.ReadAsync(day, Cancellation);

        Assert.Equal((0, 0), (old.CachedTokens, old.ReasoningTokens));
        Assert.Equal((4, 0, 0), (before.Calls, before.CachedTokens, before.ReasoningTokens));
        Assert.Equal((5, 70_000, 30), (waiting.Calls, waiting.CachedTokens, waiting.ReasoningTokens));
        Assert.Equal((5, 70_000, 30), (folded.Calls, folded.CachedTokens, folded.ReasoningTokens));
        Assert.Equal(before.InputTokens + old.InputTokens, folded.InputTokens);
    }
}
