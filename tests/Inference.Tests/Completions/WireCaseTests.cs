using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Completions;

/// <summary>What clients get of real servers' answers, and real servers of clients' requests: from socket to socket.</summary>
public sealed class WireCaseTests(WireFixture fixture) : IClassFixture<WireFixture>
{
    private const string Path = "/v1/chat/completions";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"role":"assistant","content":"he"}|""|{"content":"llo"}|""|{"content":""}|"stop" """)]
    [InlineData("""{"content":"hello"}|null|{}|"stop" """)]
    public async Task Empty_finish_reasons_end_no_stream(string deltas)
    {
        var parts = deltas.Split('|');
        fixture.Server.Script(Response(string.Concat(Enumerable.Range(0, parts.Length / 2).Select(n => Chunk(parts[2 * n], parts[(2 * n) + 1]))) + Done));

        var chunks = await StreamAsync();

        Assert.Equal("hello", string.Concat(chunks.Select(chunk => chunk.DeltaText())));
        Assert.Equal(["stop"], chunks.Select(chunk => (string?)chunk.Choice()["finish_reason"]).OfType<string>());
    }

    [Fact]
    public async Task Calls_with_equal_indexes_reach_the_client_apart()
    {
        static string Call(string id, string path) => Chunk(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{\\\"path\\\":\\\"" + path + "\\\"}\"}}]}");
        fixture.Server.Script(Response(Call("call_a", "a") + Call("call_b", "b") + Chunk("{}", "\"tool_calls\"") + Done));

        var calls = (await StreamAsync()).SelectMany(chunk => chunk.Delta()["tool_calls"]?.AsArray() ?? []).ToList();

        Assert.Equal(["call_a 0", "call_b 1"], calls.Where(call => call!["id"] is not null).Select(call => $"{call!["id"]} {call["index"]}"));
        Assert.Equal("""{"path":"a"}""", string.Concat(calls.Where(call => (int)call!["index"]! == 0).Select(call => call!["function"]!["arguments"])));
        Assert.Equal("""{"path":"b"}""", string.Concat(calls.Where(call => (int)call!["index"]! == 1).Select(call => call!["function"]!["arguments"])));
    }

    [Fact]
    public async Task A_provider_that_fails_midway_is_an_error_event_and_logged()
    {
        const string failure = "\"error\":{\"code\":502,\"message\":\"Provider disconnected unexpectedly\"}";
        fixture.Server.Script(Response(Text("he") + Chunk("{\"content\":\"\"}", "\"error\"", "," + failure) + Done));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var chunks = await client.StreamAsync(Path, Request(stream: true), Cancellation);

        Assert.Contains("Provider disconnected unexpectedly", (string?)chunks[^1]["error"]?["message"], StringComparison.Ordinal);
        var log = (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]![0]!;
        Assert.Equal("error", (string?)log["status"]);
        Assert.Contains("Provider disconnected unexpectedly", (string?)log["error_message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_keeps_its_code()
    {
        fixture.Server.Script(Status(400, """{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"""));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var reply = await client.PostAsync(Path, Request());
        var streamed = (await client.StreamAsync(Path, Request(stream: true), Cancellation))[^1];

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        foreach (var error in (JsonNode[])[reply.Body["error"]!, streamed["error"]!])
        {
            Assert.Equal(("context_length_exceeded", "messages"), ((string?)error["code"], (string?)error["param"]));
            Assert.Contains("maximum context length is 8192", (string?)error["message"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Members_that_are_not_ours_reach_the_server_as_they_came()
    {
        const string members = "\"top_k\":20,\"min_p\":0.05,\"repetition_penalty\":1.10,\"chat_template_kwargs\":{ \"enable_thinking\": false },\"guided_json\":{\"type\":\"object\"}";
        fixture.Server.Script(Whole("""{"message":{"content":"x"}}"""));
        using var client = await TestClient.CreateAsync(fixture.Host);

        await client.PostJsonAsync(Path, JsonNode.Parse("{" + members + ",\"model\":\"up\",\"echo\":false,\"tags\":[\"a\"],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")!, Cancellation);

        var sent = JsonNode.Parse(fixture.Server.Requests[0].Split("\r\n\r\n", 2)[1])!.AsObject();
        Assert.Equal(
            ["model", "messages", "top_k", "min_p", "repetition_penalty", "chat_template_kwargs", "guided_json"], sent.Select(member => member.Key));
        Assert.Equal("1.10", sent["repetition_penalty"]!.ToJsonString());
    }

    [Fact]
    public async Task What_usage_is_made_of_reaches_the_client()
    {
        const string details = "\"prompt_tokens_details\":{\"cached_tokens\":1920},\"completion_tokens_details\":{\"reasoning_tokens\":256}";
        const string usage = "\"usage\":{\"prompt_tokens\":2000,\"completion_tokens\":300,\"total_tokens\":2300," + details + "}";
        using var client = await TestClient.CreateAsync(fixture.Host);
        fixture.Server.Script(Whole("""{"message":{"content":"x"},"finish_reason":"stop"}""", "," + usage));
        var whole = (await client.PostJsonAsync(Path, Request(), Cancellation))["usage"]!;
        fixture.Server.Script(Response(Text("x") + Chunk("{}", "\"stop\"") + "data: {\"choices\":[]," + usage + "}\n\n" + Done));

        var chunks = await client.StreamAsync(Path, new { model = "up", stream = true, stream_options = new { include_usage = true }, messages = User("hi") }, Cancellation);

        Assert.Equal("{\"prompt_tokens\":2000,\"completion_tokens\":300,\"total_tokens\":2300," + details + "}", whole.ToJsonString());
        Assert.Equal(whole.ToJsonString(), chunks[^1]["usage"]!.ToJsonString());
        var log = (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]![0]!;
        Assert.Equal((1920, 256), ((int)log["cached_tokens"]!, (int)log["reasoning_tokens"]!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_no_content_and_logged(bool stream)
    {
        fixture.Server.Script(stream
            ? Response(Chunk("""{"role":"assistant","content":"","refusal":null}""") + Chunk("""{"refusal":"I can"}""") + Chunk("""{"refusal":"not."}""", "\"stop\"") + Done)
            : Whole("""{"message":{"content":null,"refusal":"I cannot.","annotations":[]},"finish_reason":"stop"}"""));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var told = stream
            ? string.Concat((await client.StreamAsync(Path, Request(stream: true), Cancellation)).Select(chunk => (string?)chunk.Delta()["refusal"]))
            : (string?)(await client.PostJsonAsync(Path, Request(), Cancellation)).Choice()["message"]!["refusal"];

        Assert.Equal("I cannot.", told);
        var answer = (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]![0]!["response_log"]!["answer"]!;
        Assert.Equal("I cannot.", (string?)answer["refusal"]);
        Assert.Null(answer["content"]);
    }

    [Fact]
    public async Task A_whole_answer_is_streamed_and_asked_for_once()
    {
        fixture.Server.Script(Whole("""{"index":0,"message":{"role":"assistant","content":"whole text"},"finish_reason":"stop"}"""));

        var chunks = await StreamAsync();

        Assert.Equal("whole text", string.Concat(chunks.Select(chunk => chunk.DeltaText())));
        Assert.Equal("stop", (string?)chunks[^1].Choice()["finish_reason"]);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task A_page_in_the_place_of_a_stream_is_an_error()
    {
        fixture.Server.Script(Response("<html>blocked</html>", "text/html"));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var chunks = await client.StreamAsync(Path, Request(stream: true), Cancellation);
        Assert.Equal("The model 'up' sent a page of HTML in the place of an answer.", (string?)chunks[^1]["error"]?["message"]);
        Assert.Single(fixture.Server.Requests);

        var reply = await client.PostAsync(Path, Request());
        Assert.Equal((HttpStatusCode.BadGateway, "model_error"), (reply.Status, reply.Code));
        Assert.Equal("false", reply.Header("x-should-retry"));
    }

    [Fact]
    public async Task What_a_chat_was_told_can_be_sent_back()
    {
        fixture.Server.Script(Whole("""{"index":0,"message":{"role":"assistant","content":"col1\u0000col2 a\ud83db","annotations":["\u0000"]},"finish_reason":"stop"}"""));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var told = (await client.PostJsonAsync("/v1/chats", Request(), Cancellation)).Choice()["message"]!;
        Assert.Equal("col1\uFFFDcol2 a\uFFFDb", (string?)told["content"]);
        var again = new { model = "up", messages = new object[] { new { role = "user", content = "hi" }, told, new { role = "user", content = "and?" } } };

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(Path, again)).Status);
        Assert.Contains("\"annotations\":[\"", fixture.Server.Requests[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":null}""")]
    [InlineData("""{"content":""}""")]
    [InlineData("""{"content":null,"images":[{"type":"image_url","image_url":{"url":"data:,"}}]}""")]
    [InlineData("""{"content":null,"reasoning_details":[{"type":"reasoning.text","text":"Hm."}]}""")]
    [InlineData("""{"content":null,"refusal":null,"annotations":[],"audio":null,"function_call":null}""")]
    [InlineData("""{"content":null,"tool_calls":[{"id":"c"}]}""")]
    [InlineData("""{"content":null,"tool_calls":[{"type":"function","function":{"arguments":"{}"}}]}""")]
    public async Task An_answer_of_any_kind_can_be_sent_back(string message)
    {
        fixture.Server.Script(Whole("{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"stop\"}"));
        using var client = await TestClient.CreateAsync(fixture.Host);

        foreach (var path in (string[])[Path, "/v1/chats"])
        {
            var told = (await client.PostJsonAsync(path, Request(), Cancellation)).Choice()["message"]!;
            var messages = new object[] { new { role = "user", content = "hi" }, told, new { role = "user", content = "and?" } };

            // A guard cannot read pictures, and refuses them in what a client sends.
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(path, new { model = "up", guard_enabled = false, messages })).Status);
        }
    }

    [Fact]
    public async Task Thought_signatures_return_to_the_server_with_the_next_turn()
    {
        const string call = """{"id":"c1","type":"function","extra_content":{"google":{"thought_signature":"sig=="}},"function":{"name":"f","arguments":"{}"}}""";
        fixture.Server.Script(Whole("{\"message\":{\"tool_calls\":[" + call + "]},\"finish_reason\":\"tool_calls\"}"), Whole("""{"message":{"content":"done"}}"""));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var chat = await client.PostJsonAsync("/v1/chats", Request(), Cancellation);
        var result = new { model = "up", id = (string)chat["id"]!, messages = new[] { new { role = "tool", tool_call_id = "c1", content = "42" } } };
        await client.PostJsonAsync("/v1/chats", result, Cancellation);

        Assert.Contains("\"extra_content\":{\"google\":{\"thought_signature\":\"sig==\"}}", fixture.Server.Requests[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(480)]
    public async Task A_chat_goes_on_after_a_member_nested_deeply(int levels)
    {
        var deep = "\"x\":" + new string('[', levels) + new string(']', levels);
        var call = "\"tool_calls\":[{\"index\":0,\"id\":\"c1\"," + deep + ",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]";
        fixture.Server.Script(Response(Chunk("{" + deep + "}") + Chunk("{" + call + "}", "\"tool_calls\"") + Done), Whole("""{"message":{"content":"done"}}"""));
        using var client = await TestClient.CreateAsync(fixture.Host);

        var chat = (string)(await client.PostJsonAsync("/v1/chats", Request(), Cancellation))["id"]!;
        var result = new { model = "up", id = chat, messages = new[] { new { role = "tool", tool_call_id = "c1", content = "42" } } };

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/chats", result)).Status);
        Assert.Equal(2, fixture.Server.Requests[1].Split(deep).Length - 1);
    }

    [Fact]
    public async Task An_open_circuit_is_503_that_says_when_to_repeat()
    {
        fixture.Server.Script(Status(500, "{}"));
        using var client = await TestClient.CreateAsync(fixture.Host);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.BadGateway, (await client.PostAsync(Path, Request(model: "broken"))).Status);
        }

        var reply = await client.PostAsync(Path, Request(model: "broken"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (reply.Status, reply.Code));
        Assert.InRange(int.Parse(reply.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 500, 600);
    }

    private static object Request(bool stream = false, string model = "up") => new { model, stream, messages = User("hi") };

    private static object[] User(string content) => [new { role = "user", content }];

    private async Task<List<JsonNode>> StreamAsync()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        return await client.StreamAsync(Path, Request(stream: true), Cancellation);
    }
}
