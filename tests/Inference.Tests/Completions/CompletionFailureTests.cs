using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions;

/// <summary>Requests that cannot be answered, models that fail, and clients that disconnect.</summary>
public sealed class CompletionFailureTests(UpstreamFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"messages":[{"role":"assistant","content":"Hi"}]}""", "invalid_param_value")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"model":"none"}""", "model_not_found", HttpStatusCode.NotFound)]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"expert_ids":["exp_1"]}""", "invalid_param_value")]
    [InlineData("""{"messages":[null]}""", "invalid_param_value")]
    [InlineData("""{"messages":[]}""", "invalid_param_value")]
    [InlineData("""{}""", "missing_param")]
    public async Task What_cannot_be_answered_is_refused_and_leaves_no_log(string body, string code, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        Assert.Equal(code, await client.ErrorAsync(HttpMethod.Post, "/v1/chats", JsonNode.Parse(body), status, Cancellation));

        Assert.DoesNotContain(
            (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray(), l => (string?)l!["status"] == "success");
    }

    [Fact]
    public async Task All_errors_are_reported_at_once_with_the_allowed_values()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var request = new { messages = new[] { new { role = "robot", content = "Hi" } }, temperature = 9, n = 2 };

        var error = (await client.SendJsonAsync(HttpMethod.Post, "/v1/chats", request, HttpStatusCode.BadRequest, Cancellation))["error"]!;

        Assert.Equal("messages[0].role", (string?)error["param"]);
        Assert.Equal(
            "messages[0].role must be one of system, developer, user, assistant, tool. temperature must be at least 0 and at most 2. n must be 1.",
            (string?)error["message"]);
    }

    [Fact]
    public async Task A_failed_model_is_502_and_logged_and_leaves_the_chat_unchanged()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = (await client.PostJsonAsync("/v1/chats", new { messages = new[] { User("Hi") }, model = "upstream" }, Cancellation))["id"]!.ToString();
        fixture.ModelServer.Scenarios["dropping"] = ModelServers.Scenario.Parse("scenario:words:20,drop:5");

        var code = await client.ErrorAsync(
            HttpMethod.Post, "/v1/chats", new { id = chat, messages = new[] { User("Again") }, model = "dropping" }, HttpStatusCode.BadGateway, Cancellation);

        Assert.Equal("model_error", code);
        Assert.Equal(2, (await client.GetJsonAsync($"/v1/chats/{chat}", Cancellation))["messages"]!.AsArray().Count);
        var logs = await client.GetJsonAsync("/v1/inference-logs?status=error", Cancellation);
        Assert.NotEmpty((string)Assert.Single(logs["data"]!.AsArray())!["error_message"]!);
    }

    [Fact]
    public async Task A_stream_that_breaks_ends_with_an_error_event()
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var chunks = await client.StreamAsync(
            "/v1/chat/completions", new { messages = new[] { User("Hi") }, model = "dropping", stream = true }, Cancellation);

        Assert.Equal("model_error", chunks[^1].ErrorCode());
        var words = string.Concat(chunks.SkipLast(1).Select(c => c.DeltaText()));
        Assert.StartsWith("w1 w2", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fallback_answers_in_the_place_of_a_model_that_fails()
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var reply = await client.PostJsonAsync("/v1/chat/completions", new { messages = new[] { User("Hi") }, model = "fallen" }, Cancellation);

        Assert.Equal("local", (string?)reply["model"]);
    }

    [Fact]
    public async Task A_disconnected_client_leaves_the_partial_answer_in_chat_and_log()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        string chatId;
        using (var response = await client.OpenAsync(
            "/v1/chats", new { messages = new[] { User("Hi") }, model = "stalling", stream = true, router_enabled = false }, Cancellation))
        {
            var events = SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation).GetAsyncEnumerator(Cancellation);
            // The role and the guard's verdict come before the model's first output.
            do
            {
                await events.MoveNextAsync();
                chatId = (string)JsonNode.Parse(events.Current.Data)!["chat_id"]!;
            }
            while (string.IsNullOrEmpty((string?)JsonNode.Parse(events.Current.Data)!["choices"]?[0]?["delta"]?["content"]));
        }

        var log = await Eventually.GetAsync(
            async () => (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray().FirstOrDefault(), Cancellation);
        var messages = (await client.GetJsonAsync($"/v1/chats/{chatId}", Cancellation))["messages"]!.AsArray();
        Assert.Equal("success", (string?)log["status"]);
        Assert.Equal(2, messages.Count);
        Assert.NotEmpty((string)messages[1]!["content"]!);
        Assert.True((int)log["output_tokens"]! > 0);
    }

    private static object User(string content) => new { role = "user", content };
}
