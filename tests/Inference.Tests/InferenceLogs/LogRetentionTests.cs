using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using Inference.Sqlite;
using Inference.Statistics;
using Microsoft.Extensions.Options;
using static Inference.Infrastructure.Samples;

namespace Inference.InferenceLogs;

public sealed class LogRetentionTests(SqliteFixture files) : IClassFixture<SqliteFixture>
{
    private readonly string _environment = NewId("env_");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteLogStore Logs => new(files.Database);

    private SqliteStatisticsStore Statistics => new(files.Database);

    [Fact]
    public async Task Old_logs_go_with_their_tags_in_steps_and_statistics_stay()
    {
        for (var hour = 0; hour < 5; hour++)
        {
            await AddAsync($"{hour}", Noon.AddHours(hour));
        }

        await Statistics.FoldAsync(_environment, 10, Cancellation);
        var before = await ReadAsync();

        Assert.Equal((2, 1, 0), (await DeleteAsync(hour: 3), await DeleteAsync(hour: 3), await DeleteAsync(hour: 3)));

        Assert.Equal(["4", "3"], await ListAsync(new LogFilter { Environment = _environment }));
        Assert.Equal(["4", "3"], await ListAsync(new LogFilter { Environment = _environment, Tag = "b" }));
        Assert.Equal(4, files.Count($"inference_log_tags where environment = '{_environment}'"));
        StatisticsAssert.Equal(before, await ReadAsync());
    }

    [Fact]
    public async Task Logs_that_are_not_counted_yet_are_kept_until_they_are()
    {
        await AddAsync("waiting", Noon);

        Assert.Equal(0, await DeleteAsync(hour: 3));

        await Statistics.FoldAsync(_environment, 10, Cancellation);
        Assert.Equal(1, await DeleteAsync(hour: 3));
        Assert.Equal(1, (await ReadAsync()).Calls);
    }

    [Fact]
    public async Task A_log_of_a_sequence_that_was_deleted_counts_again()
    {
        await AddAsync("old", Noon);
        await Statistics.FoldAsync(_environment, 10, Cancellation);
        await DeleteAsync(hour: 3);

        await AddAsync("new", Noon.AddHours(1));

        Assert.Equal(2, (await ReadAsync()).Calls);
        Assert.Equal(1, await Statistics.FoldAsync(_environment, 10, Cancellation));
        Assert.Equal(2, (await ReadAsync()).Calls);
    }

    [Fact]
    public async Task A_server_deletes_what_is_older_than_it_is_told()
    {
        using var data = new TemporaryDirectory();
        var now = TimeProvider.System.GetUtcNow();
        using (var database = new SqliteDatabase(data.Path))
        {
            database.Open();
            var units = new[] { now.AddDays(-3), now.AddDays(-1) }.Select(time => new LedgerUnit { Log = Log(NewId("log_"), "play") with { CreatedAt = time } });
            await new SqliteLedgerStore(database).CommitAsync([.. units], Cancellation);
            await new SqliteStatisticsStore(database).FoldAsync("play", 10, Cancellation);
        }

        await using var host = await InferenceHost.StartAsync(
            new InferenceHostOptions { DataDirectory = data.Path, Settings = new() { ["Logs:Retention"] = "2.00:00:00" } });

        var left = await Eventually.GetAsync(
            async () =>
            {
                var page = await new SqliteLogStore(host.Database).ListAsync(
                    new LogFilter { Environment = "play" }, new PageRequest { Size = 10 }, Cancellation);
                return page.Items.Length < 2 ? page : null;
            },
            Cancellation);
        Assert.True(Assert.Single(left.Items).CreatedAt > now.AddDays(-2));
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-1.00:00:00")]
    public void A_retention_of_nothing_is_refused(string retention)
    {
        var options = new LogOptions { Retention = TimeSpan.Parse(retention, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Contains("Retention", new LogOptionsValidator().Validate(Options.DefaultName, options).FailureMessage, StringComparison.Ordinal);
        Assert.True(new LogOptionsValidator().Validate(Options.DefaultName, new LogOptions()).Succeeded);
    }

    private Task<int> DeleteAsync(int hour) => Logs.DeleteAsync(_environment, Noon.AddHours(hour), 2, Cancellation);

    private Task<LogStatistics> ReadAsync() => Statistics.ReadAsync(
        new StatisticsFilter { Environment = _environment, Start = Noon, End = Noon.AddHours(12) }, Cancellation);

    private async Task AddAsync(string name, DateTimeOffset time) => Assert.Equal(
        LedgerOutcome.Committed,
        await files.CommitAsync(new LedgerUnit { Log = Log(_environment + name, _environment) with { CreatedAt = time, Tags = ["a", "b"] } }));

    private async Task<string[]> ListAsync(LogFilter filter)
    {
        var page = await Logs.ListAsync(filter, new PageRequest { Size = 100 }, Cancellation);
        return [.. page.Items.Select(log => log.Id[_environment.Length..])];
    }
}
