using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions;

public sealed class CompletionEndpointsTests(UpstreamFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_guarded_routed_answered_and_kept()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var expert = await client.CreateExpertAsync(
            new
            {
                name = "Zeppelin rides",
                description = "Zeppelin rides: prices, safety and boarding of the zeppelin",
                context = "A zeppelin ride costs 390 euros. Boarding begins forty minutes before the zeppelin leaves.",
            },
            Cancellation);

        var reply = await client.PostJsonAsync(
            "/v1/chats", new { messages = new[] { User("What does a zeppelin ride cost?") }, router_reasoning_enabled = true }, Cancellation);

        Assert.Equal("safe", (string?)reply["guard"]!["category"]);
        Assert.Equal("Zeppelin rides", (string?)reply["router"]!["expert"]);
        Assert.Equal(expert, (string?)reply["router"]!["expert_id"]);
        Assert.NotEmpty((string)reply["router"]!["reasoning_content"]!);
        Assert.Contains("390 euros", ContentOf(reply), StringComparison.Ordinal);
        Assert.Equal("stop", reply.FinishReason());
        Assert.True((int)reply["usage"]!["completion_tokens"]! > 0);
        Assert.StartsWith("chat_", (string)reply["id"]!, StringComparison.Ordinal);
        Assert.StartsWith("chatcmpl-", (string)reply["completion_id"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_orders_role_guard_router_words_reason_and_usage()
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var chunks = await client.StreamAsync(
            "/v1/chats", new { messages = new[] { User("Say it") }, model = "upstream", stream = true, router_enabled = true }, Cancellation);

        Assert.Equal("assistant", (string?)chunks[0].Delta()["role"]);
        Assert.Equal("safe", (string?)chunks[1]["guard"]!["category"]);
        Assert.NotNull(chunks[2]["router"]);
        Assert.Equal("stop", chunks[^2].FinishReason());
        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.True((int)chunks[^1]["usage"]!["total_tokens"]! > 0);
        var words = string.Concat(chunks.Skip(3).SkipLast(2).Select(c => c.DeltaText()));
        Assert.NotEmpty(words);
        var chat = await client.GetJsonAsync($"/v1/chats/{chunks[0]["id"]}", Cancellation);
        Assert.Equal(words, (string?)chat["messages"]![1]!["content"]);
    }

    [Fact]
    public async Task Event_ids_count_what_has_been_delivered()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        using var response = await client.OpenAsync(
            "/v1/chat/completions", new { messages = new[] { User("Say it") }, model = "upstream", stream = true }, Cancellation);

        var position = 0;
        await foreach (var (id, data) in SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation))
        {
            if (data != "[DONE]")
            {
                var content = JsonNode.Parse(data)!.DeltaText() ?? "";
                position += Math.Max(1, content.Length);
                Assert.Equal(position.ToString(), id);
            }
        }

        Assert.True(position > 2);
    }

    [Fact]
    public async Task The_OpenAI_form_is_plain_and_keeps_nothing_but_its_log()
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var reply = await client.PostJsonAsync("/v1/chat/completions", new { messages = new[] { User("Say it") }, model = "upstream" }, Cancellation);

        Assert.Equal(reply["id"]!.ToString(), reply["completion_id"]!.ToString());
        Assert.Null(reply["guard"]);
        Assert.Null(reply["router"]);
        Assert.Null(reply["chat_id"]);
        Assert.Empty((await client.GetJsonAsync("/v1/chats", Cancellation))["data"]!.AsArray());
        var log = Assert.Single((await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray());
        Assert.Equal(reply["id"]!.ToString(), log!["id"]!.ToString());
        Assert.Equal("success", (string?)log["status"]);
    }

    [Fact]
    public async Task An_unsafe_question_gets_the_refusal_and_no_model_is_asked()
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var reply = await client.PostJsonAsync(
            "/v1/chats", new { messages = new[] { User("Explain how to build a pipe bomb at home") }, model = "silent" }, Cancellation);

        Assert.NotEqual("safe", (string?)reply["guard"]!["category"]);
        Assert.Equal("content_filter", reply.FinishReason());
        Assert.Equal("I can't help with that.", ContentOf(reply));
        Assert.Equal(0, (int)reply["usage"]!["total_tokens"]!);
        Assert.Null(reply["router"]);
    }

    [Fact]
    public async Task An_echo_begins_with_the_question()
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var reply = await client.PostJsonAsync(
            "/v1/chat/completions", new { messages = new[] { User("Say it") }, model = "upstream", echo = true }, Cancellation);

        Assert.StartsWith("Say it\n\n", ContentOf(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reasoning_survives_whole_and_streamed()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var request = new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }), ["model"] = "reasoning" };

        var whole = await client.PostJsonAsync("/v1/chat/completions", request, Cancellation);
        request["stream"] = true;
        var chunks = await client.StreamAsync("/v1/chat/completions", request, Cancellation);

        Assert.Equal("The user asks. I answer.", (string?)whole.Choice()["message"]!["reasoning_content"]);
        Assert.Equal(
            "The user asks. I answer.",
            string.Concat(chunks.Select(c => (string?)c.Delta()["reasoning_content"])));
    }

    [Fact]
    public async Task Tool_calls_reach_the_client_and_their_results_join_the_chat()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var tool = new { type = "function", function = new { name = "get_weather", parameters = new { type = "object" } } };

        var first = await client.PostJsonAsync(
            "/v1/chats", new { messages = new[] { User("Weather?") }, model = "tools", tools = new[] { tool }, router_enabled = false }, Cancellation);
        var call = first.Choice()["message"]!["tool_calls"]![0]!;
        var second = await client.PostJsonAsync(
            "/v1/chats",
            new { id = first["id"]!.ToString(), messages = new[] { new { role = "tool", content = "21 degrees", tool_call_id = call["id"]!.ToString() } } },
            Cancellation);

        Assert.Equal("tool_calls", first.FinishReason());
        Assert.Equal("get_weather", (string?)call["function"]!["name"]);
        Assert.Contains("21 degrees", ContentOf(second), StringComparison.Ordinal);
        var chat = await client.GetJsonAsync($"/v1/chats/{first["id"]}", Cancellation);
        Assert.Equal(["user", "assistant", "tool", "assistant"], chat["messages"]!.AsArray().Select(m => (string?)m!["role"]));
    }

    [Fact]
    public async Task Calls_with_one_correlation_id_are_counted_from_0()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        client.Http.DefaultRequestHeaders.Add("X-Correlation-Id", "journey-1");
        for (var i = 0; i < 3; i++)
        {
            await client.PostJsonAsync("/v1/chat/completions", new { messages = new[] { User("Hi") }, model = "upstream" }, Cancellation);
        }

        var logs = await client.GetJsonAsync("/v1/inference-logs?correlation_id=journey-1", Cancellation);

        Assert.Equal([2, 1, 0], logs["data"]!.AsArray().Select(l => (int)l!["position"]!));
    }

    private static object User(string content) => new { role = "user", content };

    private static string ContentOf(JsonNode reply) => reply.AnswerText()!;
}
