using System.Net;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions;

public sealed class GuardFailureTests
{
    private static readonly object Question = new { messages = new[] { new { role = "user", content = "Hi" } }, model = "local" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guard_that_fails_closes_the_door()
    {
        await using var server = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        await using var host = await StartAsync(server, failOpen: false);
        var client = await TestClient.CreateAsync(host);

        var code = await client.ErrorAsync(HttpMethod.Post, "/v1/chats", Question, HttpStatusCode.ServiceUnavailable, Cancellation);

        Assert.Equal("overloaded", code);
        Assert.Empty((await client.GetJsonAsync("/v1/chats", Cancellation))["data"]!.AsArray());
        var log = Assert.Single((await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray());
        Assert.Equal("error", (string?)log!["status"]);
    }

    [Fact]
    public async Task Unless_the_operator_leaves_it_open()
    {
        await using var server = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        await using var host = await StartAsync(server, failOpen: true);
        var client = await TestClient.CreateAsync(host);

        var reply = await client.PostJsonAsync("/v1/chats", Question, Cancellation);

        Assert.Equal("safe", (string?)reply["guard"]!["category"]);
    }

    private static Task<InferenceHost> StartAsync(ModelServerHost server, bool failOpen) => InferenceHost.StartAsync(new InferenceHostOptions
    {
        Settings = new()
        {
            ["Models:Catalog:judge:Endpoint"] = server.BaseAddress.ToString(),
            ["Models:Catalog:judge:Model"] = "scenario:fail:500",
            ["Models:Catalog:judge:Retries"] = "0",
            ["Guard:Model"] = "judge",
            ["Guard:FailOpen"] = $"{failOpen}",
        },
    });
}
