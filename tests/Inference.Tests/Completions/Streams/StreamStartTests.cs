using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions.Streams;

/// <summary>When a stream's response begins, and what a failure is before and after that.</summary>
public sealed class StreamStartTests : IAsyncLifetime
{
    private ModelServerHost _models = null!;
    private InferenceHost _early = null!;
    private InferenceHost _held = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Paths => ["/v1/chats", "/v1/chat/completions"];

    public async ValueTask InitializeAsync()
    {
        _models = await ModelServerHost.StartAsync();
        _models.Scenarios["failing"] = _models.Scenarios["broken"] = new Scenario { Error = new ScriptedError(500) };
        _models.Scenarios["fallen"] = new Scenario { Error = new ScriptedError(500) };
        _models.Scenarios["standby"] = Scenario.Parse("scenario:words:3");
        _early = await InferenceHost.StartAsync(Options("false"));
        _held = await InferenceHost.StartAsync(Options("true"));
    }

    public async ValueTask DisposeAsync()
    {
        await _early.DisposeAsync();
        await _held.DisposeAsync();
        await _models.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Headers_and_first_events_do_not_wait_for_the_model(string path)
    {
        var client = await TestClient.CreateAsync(_early);
        var go = new TaskCompletionSource();
        _models.Scenarios["slow"] = Scenario.Parse("scenario:words:3") with { StallBefore = -1, Resume = go.Task };

        using var response = await client.OpenAsync(path, Request("slow"), Cancellation);
        await using var events = SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation).GetAsyncEnumerator(Cancellation);
        var opening = await ReadAsync(events, path == "/v1/chats" ? 3 : 1);
        go.SetResult();
        var rest = await ReadAsync(events, int.MaxValue);

        Assert.Equal("assistant", (string?)opening[0].Delta()["role"]);
        Assert.StartsWith("chatcmpl-", (string?)opening[0]["completion_id"], StringComparison.Ordinal);
        Assert.Equal(path == "/v1/chats", opening.Exists(chunk => chunk["guard"] is not null) && opening.Exists(chunk => chunk["router"] is not null));
        Assert.Equal("w1 w2 w3", string.Concat(rest.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => (string?)choice!["delta"]!["content"])));
        Assert.DoesNotContain("model-first-token", Assert.Single(response.Headers.GetValues("Server-Timing")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_failure_of_the_model_is_an_event_unless_headers_are_held(string path)
    {
        var early = await (await TestClient.CreateAsync(_early)).StreamAsync(path, Request("failing"), Cancellation);
        var held = await TestClient.CreateAsync(_held);

        Assert.Equal(("assistant", "model_error"), ((string?)early[0].Delta()["role"], early[^1].ErrorCode()));
        Assert.Equal("model_error", await held.ErrorAsync(HttpMethod.Post, path, Request("failing"), HttpStatusCode.BadGateway, Cancellation));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_whole_answer_fails_with_a_status_as_ever(string path)
    {
        var client = await TestClient.CreateAsync(_early);

        Assert.Equal("model_error", await client.ErrorAsync(
            HttpMethod.Post, path, new { model = "failing", messages = Say }, HttpStatusCode.BadGateway, Cancellation));
    }

    [Fact]
    public async Task An_open_breaker_is_a_status_that_says_when_to_come_back()
    {
        var client = await TestClient.CreateAsync(_early);
        for (var i = 0; i < 2; i++)
        {
            await client.StreamAsync("/v1/chat/completions", Request("broken"), Cancellation);
        }

        using var refused = await client.Http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), JsonContent.Create(Request("broken")), Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 50, 60);
    }

    [Fact]
    public async Task A_request_that_the_model_cannot_be_asked_is_400()
    {
        var client = await TestClient.CreateAsync(_early);

        Assert.Equal("invalid_param_value", await client.ErrorAsync(
            HttpMethod.Post,
            "/v1/chats",
            new { model = "local", stream = true, response_format = new { type = "json_object" }, messages = Say },
            HttpStatusCode.BadRequest,
            Cancellation));
    }

    [Fact]
    public async Task A_fallback_answers_in_the_stream_that_has_begun()
    {
        var chunks = await (await TestClient.CreateAsync(_early)).StreamAsync("/v1/chat/completions", Request("fallen"), Cancellation);

        Assert.Equal("w1 w2 w3", string.Concat(chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => (string?)choice!["delta"]!["content"])));
    }

    private static object[] Say => [new { role = "user", content = "Say it" }];

    private InferenceHostOptions Options(string holdHeaders)
    {
        var settings = new Dictionary<string, string?> { ["Completions:HoldHeaders"] = holdHeaders };
        foreach (var name in (string[])["slow", "failing", "broken", "fallen", "standby"])
        {
            settings[$"Models:Catalog:{name}:Endpoint"] = _models.BaseAddress.ToString();
            settings[$"Models:Catalog:{name}:Retries"] = "0";
        }

        settings["Models:Catalog:broken:BreakAfter"] = "2";
        settings["Models:Catalog:broken:BreakDuration"] = "01:00:00";
        settings["Models:Catalog:fallen:Fallbacks:0"] = "standby";
        return new InferenceHostOptions { Silos = 1, Settings = settings };
    }

    private static object Request(string model) => new { model, stream = true, messages = Say };

    private static async Task<List<JsonNode>> ReadAsync(IAsyncEnumerator<(string? Id, string Data)> events, int count)
    {
        var chunks = new List<JsonNode>();
        while (chunks.Count < count && await events.MoveNextAsync() && events.Current.Data != "[DONE]")
        {
            chunks.Add(JsonNode.Parse(events.Current.Data)!);
        }

        return chunks;
    }
}
