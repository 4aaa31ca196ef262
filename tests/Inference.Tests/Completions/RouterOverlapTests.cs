using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions;

/// <summary>
/// A router's model and the expert's at once: the expert that words make likely is asked meanwhile, and passed on only if the router chooses it.
/// </summary>
public sealed class RouterOverlapTests : IAsyncLifetime
{
    // One token each, so that no stream cuts them.
    private const string Taxes = "Due-in-May.";
    private const string Gardens = "Water-them-at-dawn.";

    private readonly TaskCompletionSource _choice = new();
    private ModelServerHost _models = null!;
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _models = await ModelServerHost.StartAsync();
        var settings = new Dictionary<string, string?> { ["Router:Model"] = "chooser", ["Guard:Model"] = "watchful" };
        foreach (var name in (string[])["chooser", "watchful", "taxes", "gardens"])
        {
            settings[$"Models:Catalog:{name}:Endpoint"] = _models.BaseAddress.ToString();
            settings[$"Models:Catalog:{name}:Retries"] = "0";
        }

        _models.Scenarios["taxes"] = new Scenario { Content = Taxes };
        _models.Scenarios["gardens"] = new Scenario { Content = Gardens };
        await StartAsync(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _models.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_likely_experts_model_runs_beside_the_router_and_streams_once_chosen(bool stream)
    {
        Choose("Taxes");

        var reply = AskAsync(stream);
        var asked = await AskedAsync("taxes");
        await asked.Ended.WaitAsync(Cancellation);
        Assert.False(reply.IsCompleted);
        _choice.SetResult();

        Assert.Contains(Taxes, await reply, StringComparison.Ordinal);
        Assert.Equal("You know taxes.", SystemMessage(asked));
        Assert.Equal(2, _models.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_expert_than_the_chosen_one_said_is_nowhere(bool stream)
    {
        Choose("Gardens");

        var reply = AskAsync(stream);
        await (await AskedAsync("taxes")).Ended.WaitAsync(Cancellation);
        _choice.SetResult();

        var received = await reply;
        var logs = await _client.GetJsonAsync("/v1/inference-logs", Cancellation);
        var log = Assert.Single(logs["data"]!.AsArray())!;
        Assert.Contains(Gardens, received, StringComparison.Ordinal);
        Assert.Equal("You know gardens.", SystemMessage(await AskedAsync("gardens")));
        Assert.Equal("gardens", (string?)log["model"]);
        foreach (var text in (string[])[received, logs.ToJsonString(), (await _client.GetJsonAsync("/v1/chats", Cancellation)).ToJsonString()])
        {
            Assert.DoesNotContain(Taxes, text, StringComparison.Ordinal);
        }

        var usage = JsonNode.Parse(stream ? received.Split("data: ")[^2] : received)!["usage"]!;
        Assert.Equal((int)usage["total_tokens"]!, (int)log["total_tokens"]!);
        Assert.Equal(1, (int)usage["completion_tokens"]!);
    }

    [Fact]
    public async Task Choosing_another_expert_closes_the_model_s_connection()
    {
        _models.Scenarios["taxes"] = Scenario.Parse("scenario:words:20,stall:5");
        Choose("Gardens");

        var reply = AskAsync(stream: true);
        var asked = await AskedAsync("taxes");
        _choice.SetResult();

        Assert.Contains(Gardens, await reply, StringComparison.Ordinal);
        Assert.Equal(RequestEnd.Aborted, await asked.Ended.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task A_failed_likely_expert_model_counts_only_if_chosen()
    {
        _models.Scenarios["taxes"] = new Scenario { Error = new ScriptedError(500) };
        Choose("Gardens");

        var reply = AskAsync(stream: false);
        await (await AskedAsync("taxes")).Ended.WaitAsync(Cancellation);
        _choice.SetResult();
        Assert.Contains(Gardens, await reply, StringComparison.Ordinal);

        Choose("Taxes");
        Assert.Contains("model_error", await AskAsync(stream: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_waits_for_no_router()
    {
        var verdict = new TaskCompletionSource();
        _models.Scenarios["watchful"] = new Scenario
        {
            Content = """{"category":"violence","reason":"It is."}""",
            StallBefore = -1,
            Resume = verdict.Task,
        };
        Choose("Taxes");

        var reply = AskAsync(stream: true, guarded: true);
        var asked = await AskedAsync("chooser");
        verdict.SetResult();

        Assert.Contains("I can't help with that.", await reply, StringComparison.Ordinal);
        Assert.Equal(RequestEnd.Aborted, await asked.Ended.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task A_model_that_is_not_speculative_is_asked_after_the_router()
    {
        await _host.DisposeAsync();
        await StartAsync(new Dictionary<string, string?>
        {
            ["Router:Model"] = "chooser",
            ["Models:Catalog:chooser:Endpoint"] = _models.BaseAddress.ToString(),
            ["Models:Catalog:gardens:Endpoint"] = _models.BaseAddress.ToString(),
            ["Models:Catalog:taxes:Endpoint"] = _models.BaseAddress.ToString(),
            ["Models:Catalog:taxes:Speculative"] = "false",
        });
        Choose("Gardens");
        _choice.SetResult();

        Assert.Contains(Gardens, await AskAsync(stream: false), StringComparison.Ordinal);
        Assert.Equal(["chooser", "gardens"], _models.Requests.All.Select(ModelOf));
    }

    private static string? ModelOf(RecordedRequest request) => request.Body.GetProperty("model").GetString();

    private static string? SystemMessage(RecordedRequest request) => request.Body.GetProperty("messages")[0].GetProperty("content").GetString();

    private async Task StartAsync(Dictionary<string, string?> settings)
    {
        _host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1, Settings = settings });
        _client = await TestClient.CreateAsync(_host);
        foreach (var topic in (string[])["Taxes", "Gardens"])
        {
            var name = topic.ToLowerInvariant();
            await _client.CreateExpertAsync(
                new { name = topic, description = $"Answers questions about {name}.", context = $"You know {name}.", model = name }, Cancellation);
        }
    }

    private void Choose(string expert) => _models.Scenarios["chooser"] = new Scenario
    {
        Content = new JsonObject { ["expert_id"] = expert, ["reason"] = "It is." }.ToJsonString(),
        StallBefore = -1,
        Resume = _choice.Task,
    };

    private Task<RecordedRequest> AskedAsync(string model) => _models.Requests.WaitForAsync(request => ModelOf(request) == model, Cancellation);

    private async Task<string> AskAsync(bool stream, bool guarded = false)
    {
        var request = new
        {
            stream,
            guard_enabled = guarded,
            router_enabled = true,
            messages = new[] { new { role = "user", content = "When are my taxes due?" } },
        };
        using var response = await _client.Http.PostAsync(new Uri("/v1/chats", UriKind.Relative), JsonContent.Create(request), Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
