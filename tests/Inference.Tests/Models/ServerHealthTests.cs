using Inference.Errors;
using Inference.ModelServers;
using Microsoft.Extensions.Logging;

namespace Inference.Models;

/// <summary>The log of a server that goes down.</summary>
public sealed class ServerHealthTests
{
    [Fact]
    public async Task An_outage_is_one_line_down_and_one_up()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "BreakAfter=2", "BreakDuration=00:00:00.5"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) };
        for (var i = 0; i < 20; i++)
        {
            await FailAsync(models);
        }

        models.Server.Scenarios["m"] = new Scenario { Content = "Here." };
        await Infrastructure.Eventually.GetAsync(
            async () => await Record.ExceptionAsync(() => models.AnswerAsync("m")) is null ? "answered" : null, TestContext.Current.CancellationToken);

        var entries = models.Log.Entries.Where(entry => entry.Level >= LogLevel.Information).ToList();
        Assert.Equal([LogLevel.Warning, LogLevel.Information], entries.Select(entry => entry.Level));
        Assert.Contains($"model m at {models.Server.BaseAddress.Authority} opened", entries[0].Message, StringComparison.Ordinal);
        Assert.Contains("failed with status 500", entries[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", entries[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cause_of_a_refused_connection_is_reported_in_words()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "Endpoint=http://127.0.0.1:9/v1"]));

        var error = await FailAsync(models);

        Assert.Equal("Connection refused", error.Cause);
        Assert.DoesNotContain("refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fallbacks_are_logged_once_and_counted()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "BreakAfter=100", "Fallbacks:0=n"]), ("n", []));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(401) };
        for (var i = 0; i < 5; i++)
        {
            await models.AnswerAsync("m");
        }

        Assert.Single(models.Log.Entries, entry => entry.Level == LogLevel.Warning);
    }

    private static Task<InferenceException> FailAsync(ModelHarness models) => Assert.ThrowsAsync<InferenceException>(() => models.AnswerAsync("m"));
}
