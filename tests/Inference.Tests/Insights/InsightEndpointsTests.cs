using System.Net;
using System.Net.Http.Json;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Insights;

public sealed class InsightEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private TestClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await TestClient.CreateAsync(fixture);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_insight_about_words_chooses_an_action_and_is_logged()
    {
        var phone = await _client.CreateOfferAsync(new { description = "Phone contract upgrade" });
        var car = await _client.CreateOfferAsync(new { description = "Car insurance renewal", channel = "email", channel_template = "Dear client, …" });

        var reply = await _client.PostAsync("/v1/insights", new { actions = new[] { phone, car }, client = "Her car insurance ends soon." });

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var insight = reply.Body;
        Assert.StartsWith("ins_", (string?)insight["id"], StringComparison.Ordinal);
        Assert.Equal(("insight", car, "stop", "email"), ((string?)insight["type"], (string?)insight["actions"], (string?)insight["finish_reason"], (string?)insight["best_channel"]));
        Assert.Equal("Dear client, …", (string?)insight["argument_content"]);
        Assert.False(insight.ContainsKey("error"));
        Assert.True((double)insight["elapsed_time_in_seconds"]! >= 0);
        Assert.True((int)insight["usage"]!["prompt_tokens"]! > 0 && (int)insight["usage"]!["completion_tokens"]! > 0);

        var log = await _client.ReadLogAsync((string)insight["id"]!);
        Assert.Equal(("/v1/insights", "insight", "success", "local"), ((string?)log["api"], (string?)log["type"], (string?)log["status"], (string?)log["model"]));
        Assert.Equal((int)insight["usage"]!["total_tokens"]!, (int)log["total_tokens"]!);
        Assert.Contains("Her car insurance ends soon.", (string?)log["messages"]![0]!["content"], StringComparison.Ordinal);
        Assert.Contains(car, log["response_log"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_insight_about_a_persona_reads_it_and_echoes_its_name()
    {
        var persona = await _client.CreateAsync("/v1/personas", new { name = "Anna Maier", notes = "Loves hiking." });
        var (bank, boots) = (await _client.CreateOfferAsync(new { description = "Bank account" }), await _client.CreateOfferAsync(new { description = "Boots for hikes" }));

        var reply = await _client.PostAsync("/v1/insights", new { actions = new[] { bank, boots }, client = persona, echo = true });

        Assert.Equal(boots, (string?)reply.Body["actions"]);
        Assert.StartsWith("Anna Maier\n\nTake the action “Call” with Anna Maier", (string?)reply.Body["insight"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_groups_words_count_for_its_actions()
    {
        var group = await _client.CreateAsync("/v1/action-groups", new { name = "Gardening", description = "Everything for gardens" });
        var (other, garden) = (await _client.CreateOfferAsync(), await _client.CreateOfferAsync(new { group }));

        var reply = await _client.PostAsync("/v1/insights", new { actions = new[] { other, garden }, client = "She has a garden." });

        Assert.Equal(garden, (string?)reply.Body["actions"]);
    }

    [Fact]
    public async Task Actions_that_do_not_count_are_refused_each_with_its_reason()
    {
        var good = await _client.CreateOfferAsync();
        var draft = await _client.CreateOfferAsync(new { status = "draft" });
        var future = await _client.CreateOfferAsync(new { start_date = "2999-01-01T00:00:00Z" });
        var past = await _client.CreateOfferAsync(new { end_date = "2020-01-01T00:00:00Z" });

        var refused = await _client.PostAsync("/v1/insights", new { actions = new[] { good, draft, future, past, "act_none", "x" }, client = "Anna" });

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value", "actions"), (refused.Status, refused.Code, refused.Body.ErrorParameter()));
        Assert.Equal(
            $"actions: {draft} is draft, not active; {future} starts only at 2999-01-01T00:00:00Z; {past} ended at 2020-01-01T00:00:00Z; "
            + "act_none does not exist; x does not exist.",
            refused.Message);
    }

    [Theory]
    [InlineData("""{"actions":[],"client":"x"}""", "actions")]
    [InlineData("""{"actions":[null],"client":"x"}""", "actions[0]")]
    [InlineData("""{"client":"x"}""", "actions")]
    [InlineData("""{"actions":["act_1"]}""", "client")]
    [InlineData("""{"actions":["act_1"],"client":" "}""", "client")]
    [InlineData("""{"actions":["act_1"],"client":"x","temperature":3}""", "temperature")]
    [InlineData("""{"actions":["act_1"],"client":"x","max_tokens":0}""", "max_tokens")]
    public async Task What_is_wrong_with_a_request_is_named(string body, string param)
    {
        var refused = await _client.PostAsync("/v1/insights", System.Text.Json.Nodes.JsonNode.Parse(body)!);

        Assert.Equal((HttpStatusCode.BadRequest, param), (refused.Status, refused.Body.ErrorParameter()));
    }

    [Fact]
    public async Task A_persona_or_a_model_that_does_not_exist_is_refused()
    {
        var action = await _client.CreateOfferAsync();

        var noPersona = await _client.PostAsync("/v1/insights", new { actions = new[] { action }, client = "per_none" });
        var noModel = await _client.PostAsync("/v1/insights", new { actions = new[] { action }, client = "x", model = "none" });

        Assert.Equal((HttpStatusCode.BadRequest, "client"), (noPersona.Status, noPersona.Body.ErrorParameter()));
        Assert.Equal((HttpStatusCode.NotFound, "model_not_found", "model"), (noModel.Status, noModel.Code, noModel.Body.ErrorParameter()));
    }

    [Fact]
    public async Task Another_environments_actions_and_personas_are_unknown()
    {
        using var play = await TestClient.CreateAsync(fixture, "play");
        var (action, persona) = (await play.CreateOfferAsync(), await play.CreateAsync("/v1/personas", new { name = "Anna" }));

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsync("/v1/insights", new { actions = new[] { action }, client = "x" })).Status);
        Assert.Equal(
            "client", (await _client.PostAsync("/v1/insights", new { actions = new[] { await _client.CreateOfferAsync() }, client = persona })).Body.ErrorParameter());
    }

    [Fact]
    public async Task A_limit_of_tokens_cuts_the_local_insight()
    {
        var reply = await _client.PostAsync("/v1/insights", new { actions = new[] { await _client.CreateOfferAsync() }, client = "x", max_tokens = 5 });

        Assert.Equal("length", (string?)reply.Body["finish_reason"]);
        Assert.InRange((int)reply.Body["usage"]!["completion_tokens"]!, 1, 5);
    }

    [Fact]
    public async Task It_takes_the_scope_for_insights()
    {
        using var reader = await TestClient.CreateAsync(fixture, "prod", "actions:read");

        Assert.Equal("insufficient_scope", (await reader.PostAsync("/v1/insights", new { })).Code);
    }

    [Fact]
    public async Task Tokens_are_reserved_settled_and_not_taken_twice_for_a_repetition()
    {
        var (limited, cancellation) = (await TestClient.CreateAsync(fixture.Host, new ApiKeyFields { TokensPerMinute = 1_000 }), TestContext.Current.CancellationToken);
        var body = new { actions = new[] { await _client.CreateOfferAsync() }, client = "Anna" };
        limited.Http.DefaultRequestHeaders.Add("Idempotency-Key", "key");

        // Each reserves some 600; what is made takes less than half of it, and what is made already takes nothing.
        for (var call = 0; call < 4; call++)
        {
            await AskAsync();
        }

        limited.Http.DefaultRequestHeaders.Remove("Idempotency-Key");
        await AskAsync();
        Assert.Equal("rate_limit_exceeded", await limited.ErrorAsync(
            HttpMethod.Post, "/v1/insights", new { body.actions, body.client, max_tokens = 1_000 }, HttpStatusCode.TooManyRequests, cancellation));

        // The key learns of what was used a moment after the reply.
        Task<object> AskAsync() => Eventually.GetAsync<object>(
            async () =>
            {
                using var reply = await limited.Http.PostAsJsonAsync("/v1/insights", body, cancellation);
                return reply.StatusCode == HttpStatusCode.OK ? reply.StatusCode : null;
            },
            cancellation);
    }

    [Fact]
    public async Task Without_contents_the_log_keeps_lengths_and_nothing_that_was_said()
    {
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1, Settings = new() { ["Logs:Content"] = "false" } });
        using var client = await TestClient.CreateAsync(host);
        var action = await client.CreateOfferAsync(new { description = "Zeppelin flights" });

        var reply = await client.PostAsync("/v1/insights", new { actions = new[] { action }, client = "Dreams of a zeppelin." });
        var log = await client.ReadLogAsync((string)reply.Body["id"]!);

        Assert.Contains("zeppelin", (string?)reply.Body["insight"], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("zeppelin", log.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.True((int)log["messages"]![0]!["length"]! > 0 && (int)log["total_tokens"]! > 0);
    }
}
