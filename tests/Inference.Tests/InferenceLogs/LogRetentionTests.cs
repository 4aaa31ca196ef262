using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using Inference.Statistics;
using static Inference.Infrastructure.Samples;

namespace Inference.InferenceLogs;

[ChoosesStorage]
public abstract class LogRetentionTests(StoreFixture files)
{
    public sealed class OnSqlite(SqliteFixture files) : LogRetentionTests(files), IClassFixture<SqliteFixture>;

    public sealed class OnPostgres(PostgresFixture files) : LogRetentionTests(files), IClassFixture<PostgresFixture>;

    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_logs_go_with_their_tags_in_steps_and_statistics_stay()
    {
        for (var hour = 0; hour < 5; hour++)
        {
            await AddAsync($"{hour}", Noon.AddHours(hour));
        }

        await files.Statistics.FoldAsync(_environment, 10, Cancellation);
        var before = await ReadAsync();

        Assert.Equal((2, 1, 0), (await DeleteAsync(hour: 3), await DeleteAsync(hour: 3), await DeleteAsync(hour: 3)));

        Assert.Equal(["4", "3"], await ListAsync(new LogFilter { Environment = _environment }));
        Assert.Equal(["4", "3"], await ListAsync(new LogFilter { Environment = _environment, Tag = "b" }));
        Assert.Equal(2, await files.CountAsync($"inference_logs where environment = '{_environment}'"));
        StatisticsAssert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task Logs_that_are_not_counted_yet_are_kept_until_they_are()
    {
        await AddAsync("waiting", Noon);

        Assert.Equal(0, await DeleteAsync(hour: 3));

        await files.Statistics.FoldAsync(_environment, 10, Cancellation);
        Assert.Equal(1, await DeleteAsync(hour: 3));
        Assert.Equal(1, (await ReadAsync()).Calls);
    }

    [Fact]
    public async Task A_log_of_a_sequence_that_was_deleted_counts_again()
    {
        await AddAsync("old", Noon);
        await files.Statistics.FoldAsync(_environment, 10, Cancellation);
        await DeleteAsync(hour: 3);

        await AddAsync("new", Noon.AddHours(1));

        Assert.Equal(2, (await ReadAsync()).Calls);
        Assert.Equal(1, await files.Statistics.FoldAsync(_environment, 10, Cancellation));
        Assert.Equal(2, (await ReadAsync()).Calls);
    }

    private Task<int> DeleteAsync(int hour) => files.Logs.DeleteAsync(_environment, Noon.AddHours(hour), 2, Cancellation);

    private Task<LogStatistics> ReadAsync() => files.Statistics.ReadAsync(
        new StatisticsFilter { Environment = _environment, Start = Noon, End = Noon.AddHours(12) }, Cancellation);

    private async Task AddAsync(string name, DateTimeOffset time) => Assert.Equal(
        LedgerOutcome.Committed,
        await files.CommitAsync(new LedgerEntry { Log = Log(_environment + name, _environment) with { CreatedAt = time, Tags = ["a", "b"] } }));

    private async Task<string[]> ListAsync(LogFilter filter)
    {
        var page = await files.Logs.ListAsync(filter, new PageRequest { Size = 100 }, Cancellation);
        return [.. page.Items.Select(log => log.Id[_environment.Length..])];
    }
}
