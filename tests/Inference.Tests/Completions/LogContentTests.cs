using Inference.Infrastructure;

namespace Inference.Completions;

public sealed class LogContentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_contents_logs_keep_roles_and_lengths_and_nothing_that_was_said()
    {
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions { Settings = new() { ["Logs:Content"] = "false" } });
        var client = await TestClient.CreateAsync(host);
        var request = new
        {
            messages = new[]
            {
                new { role = "system", content = "The zeppelin leaves at noon." }, new { role = "user", content = "When does the zeppelin leave?" },
            },
            router_enabled = true,
        };

        var reply = await client.PostJsonAsync("/v1/chats", request, Cancellation);
        var log = Assert.Single((await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray())!;

        Assert.Contains("zeppelin", reply.AnswerText()!, StringComparison.Ordinal);
        Assert.DoesNotContain("zeppelin", log.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["system", "user"], log["messages"]!.AsArray().Select(m => (string?)m!["role"]));
        Assert.Equal([28, 29], log["messages"]!.AsArray().Select(m => (int)m!["length"]!));
        Assert.True((int)log["total_tokens"]! > 0);
    }
}
