using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using Microsoft.Extensions.Options;
using static Inference.Infrastructure.Samples;

namespace Inference.InferenceLogs;

public sealed class LogRetentionServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_deletes_logs_older_than_the_configured_age()
    {
        await using var data = await TestDatabase.CreateAsync();
        var now = TimeProvider.System.GetUtcNow();
        var units = new[] { now.AddDays(-3), now.AddDays(-1) }.Select(time => new LedgerEntry { Log = Log(NewId("log_"), "play") with { CreatedAt = time } });
        await data.Ledger.CommitAsync([.. units], Cancellation);
        await data.Statistics.FoldAsync("play", 10, Cancellation);

        await using var host = await InferenceHost.StartAsync(
            new InferenceHostOptions { Database = data, Settings = new() { ["Logs:Retention"] = "2.00:00:00" } });

        var left = await Eventually.GetAsync(
            async () =>
            {
                var page = await data.Logs.ListAsync(new LogFilter { Environment = "play" }, new PageRequest { Size = 10 }, Cancellation);
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
}
