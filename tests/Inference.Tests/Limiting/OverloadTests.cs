using System.Net;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Limiting;

public sealed class OverloadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Completions:MaxInFlight")]
    [InlineData("Models:Catalog:slow:MaxConcurrency")]
    public async Task Excess_requests_queue_and_beyond_a_full_queue_are_503(string setting)
    {
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        var go = new TaskCompletionSource();
        models.Scenarios["slow"] = new Scenario { StallBefore = -1, Resume = go.Task };
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Silos = 1,
            Settings =
            {
                ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString(),
                ["Queue:MaxQueued"] = "3",
                ["Queue:MaxWait"] = "00:01:00",
                [setting] = "2",
            },
        });
        using var client = await TestClient.CreateAsync(host);
        using var other = await TestClient.CreateAsync(host);

        var calls = Enumerable.Range(0, 8).Select(_ => AskAsync(client)).ToList();
        var refused = await await Task.WhenAny(calls);
        var others = AskAsync(other);
        await models.Requests.WaitForCountAsync(2, Cancellation);
        go.SetResult();
        var replies = await Task.WhenAll(calls);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (refused.Status, refused.Code));
        Assert.Equal(5, replies.Count(reply => reply.Status == HttpStatusCode.OK));
        Assert.Equal(3, replies.Count(reply => reply.Code == "overloaded"));
        Assert.Equal(HttpStatusCode.OK, (await others).Status);
        Assert.Equal(6, models.Requests.Count);
    }

    private static Task<TestReply> AskAsync(TestClient client) =>
        client.PostAsync("/v1/chat/completions", new { model = "slow", messages = new[] { new { role = "user", content = "Hi" } } });
}
