using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;
using Inference.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Insights;

/// <summary>The guarantee of an Idempotency-Key for insights.</summary>
public sealed class RepeatedInsightTests : IAsyncLifetime
{
    private const string Model = "advisor";

    private TestDatabase _database = null!;
    private ModelServerHost _models = null!;
    private InferenceHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _models = await ModelServerHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _database = await TestDatabase.CreateAsync();
        _host = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _models.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_same_key_and_body_give_one_insight_across_restart_and_deletion()
    {
        using var client = await TestClient.CreateAsync(_host);
        var body = await BodyAsync(client);
        var first = await client.PostAsync("/v1/insights", body, "key");

        await _host.DisposeAsync();
        _host = await StartAsync();
        using var again = client.At(_host);
        await again.SendAsync(HttpMethod.Delete, $"/v1/actions/{body["actions"]![0]}");
        var replayed = await again.PostAsync("/v1/insights", body, "key");

        Assert.Equal((HttpStatusCode.OK, false), (first.Status, first.Replayed));
        Assert.Equal((first.Json.ToJsonString(), true), (replayed.Json.ToJsonString(), replayed.Replayed));
        Assert.Equal(1, _models.Requests.Count);
        Assert.Single((await again.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task Fifty_calls_at_once_ask_the_model_once()
    {
        using var client = await TestClient.CreateAsync(_host);
        var body = await BodyAsync(client);
        var resume = new TaskCompletionSource();
        _models.Scenarios[Model] = _models.Scenarios[Model] with { StallBefore = -1, Resume = resume.Task };

        var calls = Enumerable.Range(0, 50).Select(_ => client.PostAsync("/v1/insights", body, "key")).ToList();
        await _models.Requests.WaitForCountAsync(1, TestContext.Current.CancellationToken);
        resume.SetResult();
        var replies = await Task.WhenAll(calls);

        Assert.Single(replies.Select(reply => reply.Json.ToJsonString()).Distinct());
        Assert.Single(replies, reply => !reply.Replayed);
        Assert.Equal(1, _models.Requests.Count);
        Assert.Single((await client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray());
    }

    [Fact]
    public async Task A_disconnected_callers_insight_is_made_and_found_by_the_retry()
    {
        using var client = await TestClient.CreateAsync(_host);
        var body = await BodyAsync(client);
        var resume = new TaskCompletionSource();
        _models.Scenarios[Model] = _models.Scenarios[Model] with { StallBefore = -1, Resume = resume.Task };
        using var gone = new CancellationTokenSource();

        var call = client.PostUntilAsync("/v1/insights", body, "key", gone.Token);
        await _models.Requests.WaitForCountAsync(1, TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        resume.SetResult();
        var again = await client.PostAsync("/v1/insights", body, "key");

        Assert.Equal((HttpStatusCode.OK, true, 1), (again.Status, again.Replayed, _models.Requests.Count));
    }

    [Fact]
    public async Task Another_body_conflicts_and_calls_without_a_key_are_independent()
    {
        using var client = await TestClient.CreateAsync(_host);
        var body = await BodyAsync(client);
        var first = await client.PostAsync("/v1/insights", body, "key");
        body["echo"] = true;

        Assert.Equal((HttpStatusCode.Conflict, "idempotency_conflict"), await StatusAsync(client.PostAsync("/v1/insights", body, "key")));
        var (one, other) = (await client.PostAsync("/v1/insights", body), await client.PostAsync("/v1/insights", body));
        Assert.Equal(3, new[] { first, one, other }.Select(reply => (string?)reply.Body["id"]).Distinct().Count());
    }

    [Fact]
    public async Task What_failed_is_made_when_it_is_repeated_and_both_are_logged()
    {
        using var client = await TestClient.CreateAsync(_host);
        var body = await BodyAsync(client);
        var good = _models.Scenarios[Model];
        _models.Scenarios[Model] = new Scenario { Error = new ScriptedError(404) };

        var failed = await client.PostAsync("/v1/insights", body, "key");
        _models.Scenarios[Model] = good;
        var made = await client.PostAsync("/v1/insights", body, "key");

        Assert.Equal(HttpStatusCode.BadGateway, failed.Status);
        Assert.Equal((HttpStatusCode.OK, false), (made.Status, made.Replayed));
        var logs = (await client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray();
        Assert.Equal(2, logs.Count);
        Assert.Equal("success", (string?)Assert.Single(logs, log => (string?)log!["id"] == (string?)made.Body["id"])!["status"]);
    }

    [Fact]
    public async Task A_day_later_a_new_insight_is_made_and_logged_besides()
    {
        using var client = await TestClient.CreateAsync(_host);
        var body = await BodyAsync(client);
        await client.PostAsync("/v1/insights", body, "key");
        var documents = _host.SiloServices.GetRequiredService<IDocumentStore>();

        await documents.ForgetDeletedAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1), TestContext.Current.CancellationToken);
        var stillKnown = await client.PostAsync("/v1/insights", body, "key");
        await documents.ForgetDeletedAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), TestContext.Current.CancellationToken);
        var forgotten = await client.PostAsync("/v1/insights", body, "key");

        Assert.Equal((true, false), (stillKnown.Replayed, forgotten.Replayed));
        Assert.Equal(2, (await client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray().Count);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> StatusAsync(Task<TestReply> reply) => ((await reply).Status, (await reply).Code);

    private async Task<JsonObject> BodyAsync(TestClient client)
    {
        var action = await client.CreateOfferAsync();
        _models.Scenarios[Model] = new Scenario { Content = $$"""{"actions":["{{action}}"],"insight":"Call.","timeliness":"soon, why not"}""" };
        return new JsonObject { ["actions"] = new JsonArray(action), ["client"] = "Anna" };
    }

    private Task<InferenceHost> StartAsync() => InferenceHost.StartAsync(new InferenceHostOptions
    {
        Database = _database,
        Settings = new()
        {
            ["Models:Default"] = Model,
            [$"Models:Catalog:{Model}:Endpoint"] = _models.BaseAddress.ToString(),
        },
    });
}
