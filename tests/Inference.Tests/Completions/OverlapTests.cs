using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Binding;
using Inference.Identity;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions;

/// <summary>Guard and expert's model at once: the model's output reaches no client before the guard's verdict.</summary>
public sealed class OverlapTests : IAsyncLifetime
{
    private const string Secret = "Unheard words of the model.";

    private readonly TaskCompletionSource _verdict = new();
    private ModelServerHost _models = null!;
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _models = await ModelServerHost.StartAsync();
        var settings = new Dictionary<string, string?> { ["Guard:Model"] = "watchful" };
        foreach (var name in (string[])["watchful", "hasty", "patient"])
        {
            settings[$"Models:Catalog:{name}:Endpoint"] = _models.BaseAddress.ToString();
            settings[$"Models:Catalog:{name}:Retries"] = "0";
        }

        settings["Models:Catalog:patient:Speculative"] = "false";
        _host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1, Settings = settings });
        _client = await TestClient.CreateAsync(_host);
        _models.Scenarios["hasty"] = _models.Scenarios["patient"] = new Scenario { Content = Secret };
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _models.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_model_runs_beside_the_guard_and_is_silent_until_it_passes(bool stream)
    {
        Judge("safe");

        var reply = AskAsync("hasty", stream);
        var asked = await AskedAsync("hasty");
        await asked.Ended.WaitAsync(Cancellation);
        Assert.False(reply.IsCompleted);
        _verdict.SetResult();

        Assert.Contains(Secret, await reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_refused_model_said_is_nowhere(bool stream)
    {
        Judge("violence");

        var reply = AskAsync("hasty", stream);
        await (await AskedAsync("hasty")).Ended.WaitAsync(Cancellation);
        _verdict.SetResult();

        var received = await reply;
        var logs = await _client.GetJsonAsync("/v1/inference-logs", Cancellation);
        Assert.Contains("I can't help with that.", received, StringComparison.Ordinal);
        Assert.Contains("content_filter", received, StringComparison.Ordinal);
        foreach (var text in (string[])[received, logs.ToJsonString(), (await _client.GetJsonAsync("/v1/chats", Cancellation)).ToJsonString()])
        {
            Assert.DoesNotContain("Unheard", text, StringComparison.Ordinal);
        }

        Assert.Equal(0, (int)logs["data"]![0]!["total_tokens"]!);
    }

    [Fact]
    public async Task A_verdict_that_it_is_unsafe_closes_the_model_s_connection()
    {
        _models.Scenarios["hasty"] = Scenario.Parse("scenario:words:20,stall:5");
        Judge("violence");

        var reply = AskAsync("hasty", stream: true);
        var asked = await AskedAsync("hasty");
        _verdict.SetResult();

        Assert.Contains("I can't help with that.", await reply, StringComparison.Ordinal);
        Assert.Equal(RequestEnd.Aborted, await asked.Ended.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task A_read_before_the_guards_verdict_contains_no_text()
    {
        Judge("violence");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(Request("hasty", stream: true)),
            Headers = { { "Idempotency-Key", "looked-at" } },
        };
        var reply = _client.Http.SendAsync(request, Cancellation);
        await (await AskedAsync("hasty")).Ended.WaitAsync(Cancellation);
        // The client does not know it yet.
        var id = IdempotencyKey.DeriveId(
            Identifier.Completion, new Caller { Environment = "prod", Owner = _client.KeyId, KeyId = _client.KeyId }, "looked-at");

        var seen = await _client.SendJsonAsync(HttpMethod.Get, $"/v1/chat/completions/{id}", null, HttpStatusCode.Accepted, Cancellation);
        _verdict.SetResult();
        using var refused = await reply;

        Assert.Null(seen.AnswerText());
        Assert.DoesNotContain("Unheard", seen.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Unheard", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_speculative_is_asked_after_the_guard()
    {
        Judge("safe");

        var reply = AskAsync("patient", stream: false);
        await AskedAsync("watchful");
        Assert.DoesNotContain(_models.Requests.All, request => ModelOf(request) == "patient");
        _verdict.SetResult();

        Assert.Contains(Secret, await reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guard_that_fails_lets_nothing_out()
    {
        _models.Scenarios["watchful"] = new Scenario { Content = "No verdict.", StallBefore = -1, Resume = _verdict.Task };

        var reply = AskAsync("hasty", stream: true);
        await (await AskedAsync("hasty")).Ended.WaitAsync(Cancellation);
        _verdict.SetResult();

        var received = await reply;
        Assert.Contains("overloaded", received, StringComparison.Ordinal);
        Assert.DoesNotContain("Unheard", received + (await _client.GetJsonAsync("/v1/inference-logs", Cancellation)).ToJsonString(), StringComparison.Ordinal);
    }

    private static string? ModelOf(RecordedRequest request) => request.Body.GetProperty("model").GetString();

    private static object Request(string model, bool stream) =>
        new { model, stream, guard_enabled = true, messages = new[] { new { role = "user", content = "Say it" } } };

    private void Judge(string category) => _models.Scenarios["watchful"] = new Scenario
    {
        Content = new JsonObject { ["category"] = category, ["reason"] = "It is." }.ToJsonString(),
        StallBefore = -1,
        Resume = _verdict.Task,
    };

    private Task<RecordedRequest> AskedAsync(string model) => _models.Requests.WaitForAsync(request => ModelOf(request) == model, Cancellation);

    private async Task<string> AskAsync(string model, bool stream)
    {
        using var response = await _client.Http.PostAsync(
            new Uri("/v1/chats", UriKind.Relative), JsonContent.Create(Request(model, stream)), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
