using System.Text;
using Inference.Errors;
using Inference.Messages;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>Streams as real servers and proxies send them.</summary>
public sealed class LenientStreamTests
{
    private static readonly string Hello = Text("hello");
    private static readonly string Stop = Chunk("{}", "\"stop\"");

    /// <summary>Each brings the text "hello" and the reason "stop".</summary>
    public static TheoryData<string, string> Streams => new()
    {
        { "as OpenAI's", Chunk("""{"role":"assistant","content":""}""") + Hello + Stop + Done },
        { "empty finish reasons", Chunk("""{"role":"assistant","content":"he"}""", "\"\"") + Chunk("""{"content":"llo"}""", "\"\"") + Chunk("""{"content":""}""", "\"stop\"") + Done },
        { "finish reason missing", """data: {"choices":[{"delta":{"content":"hello"}}]}""" + "\n\n" + Done },
        { "finish reason unknown", Hello + Chunk("{}", "\"eos_token\"") + Done },
        { "finish reason null as text", Chunk("""{"content":"hello"}""", "\"null\"") + Stop + Done },
        { "role empty", Chunk("""{"role":"","content":"hello"}""") + Stop + Done },
        { "role unknown", Chunk("""{"role":"model","content":"hello"}""") + Stop + Done },
        { "role null", Chunk("""{"role":null,"content":"hello"}""") + Stop + Done },
        { "empty data", "data: \n\n" + Hello + "data:\n\n" + Stop + Done },
        { "data like a comment", "data: : keepalive\n\n" + Hello + Stop + Done },
        { "data null", "data: null\n\n" + Hello + "data: null\n\n" + Stop + Done },
        { "comments", ": ping\n\n" + Hello + ": ping\n\n:\n\n" + Stop + Done },
        { "carriage returns", (Hello + Stop + Done).Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "lone carriage returns", (Hello + Stop + Done).Replace("\n", "\r", StringComparison.Ordinal) },
        { "a byte order mark", "\uFEFF" + Hello + Stop + Done },
        { "no end mark", Hello + Stop },
        { "no empty line at the end", Hello + Stop.TrimEnd('\n') },
        { "no blank after data", (Hello + Stop + Done).Replace("data: ", "data:", StringComparison.Ordinal) },
        { "event names and ids", "event: message\nid: 1\n" + Hello + "event: message\nid: 2\nretry: 10\n" + Stop + Done },
        { "an event in several lines", "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"hello\"},\ndata: \"finish_reason\":\"stop\"}]}\n\n" + Done },
        { "choices null", "data: {\"choices\":null}\n\n" + Hello + Stop + Done },
        { "choices empty", "data: {\"choices\":[]}\n\n" + Hello + Stop + Done },
        { "a choice alone", """data: {"choices":{"delta":{"content":"hello"},"finish_reason":"stop"}}""" + "\n\n" + Done },
        { "delta null", Chunk("null") + Hello + Chunk("null", "\"stop\"") + Done },
        { "content null", Chunk("""{"content":null}""") + Hello + Stop + Done },
        { "content in parts", Chunk("""{"content":[{"type":"text","text":"hel"},{"type":"text","text":"lo"}]}""") + Stop + Done },
        { "message in place of delta", """data: {"choices":[{"message":{"content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" },
        { "text in place of a delta", """data: {"choices":[{"text":"hello","finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "tool calls null", Chunk("""{"content":"hello","tool_calls":null}""") + Stop + Done },
        { "an error that is none", $"data: {Json("chat.completion.chunk", """{"delta":{"content":"hello"},"finish_reason":"stop"}""", ""","error":null""")}\n\n" + Done },
        { "numbers of Python", $"data: {Json("chat.completion.chunk", """{"delta":{"content":"hello"},"finish_reason":"stop","score":NaN,"low":-Infinity}""")}\n\n" + Done },
        { "commas too many", """data: {"choices":[{"delta":{"content":"hello",},"finish_reason":"stop","x":[1,],} , ],}""" + "\n\n" + Done },
        { "comments in JSON", """data: {/* a */"choices":[{"delta":{"content":"hello"/*b*/,/*c*/},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "control characters in strings", "data: {\"choices\":[{\"delta\":{\"content\":\"hello\"},\"x\":\"a\tb\u0001\",\"finish_reason\":\"stop\"}]}\n\n" + Done },
        { "heartbeats in brackets", "data: [heartbeat]\n\n" + Hello + "data: { keepalive }\n\ndata: [KEEP-ALIVE]\n\n" + Stop + "data: [done]\n\n" },
        { "a field of another kind first", "foo: bar\n\nhello\n\n" + Hello + Stop + Done },
        { "several documents in an event", (Text("hel") + Text("lo") + Stop + Done).Replace("\n\n", "\n", StringComparison.Ordinal) + "\n" },
        { "reasons with every chunk", Chunk("""{"content":"hel"}""", "\"length\"") + Chunk("""{"content":"lo"}""", "\"stop\"") + Done },
        { "a reason that is corrected", Chunk("""{"content":"hello"}""", "\"length\"") + Stop + Done },
        { "delta and message", """data: {"choices":[{"message":{"content":"hello"},"delta":{"content":"hel"}}]}""" + "\n\n" + """data: {"choices":[{"delta":{"content":"lo"},"message":{"content":"hello"}}]}""" + "\n\n" + Stop + Done },
        { "the whole message at the end", Hello + """data: {"choices":[{"delta":{},"message":{"content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "the whole message alone at the end", Hello + """data: {"choices":[{"message":{"content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "content twice", """data: {"choices":[{"delta":{"content":"hello","content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "other choices", Hello + """data: {"choices":[{"index":1,"delta":{"content":"B"}}]}""" + "\n\n" + Stop + Done },
        { "choices in another order", """data: {"choices":[{"index":1,"delta":{"content":"B"}},{"index":0,"delta":{"content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "choices from 1", """data: {"choices":[{"index":1,"delta":{"content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "errors that are none", ErrorFree("\"\"") + ErrorFree("0") + ErrorFree("[]") + ErrorFree("{ }") + ErrorFree("""{"message":"","type":"","code":null}""") + ErrorFree("""{"code":0,"message":"success"}""") + Hello + Stop + Done },
        { "names that are no text", """data: {"\ud83d":1,"choices":[{"\udc00":1,"delta":{"\ud83d":"","content":[{"\ud83d":1,"type":"text","text":"hello"}]},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "escapes that are none", """data: {"choices":[{"delta":{"content":"hello"},"x":"it\'s \d \u12","finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "a member nested deeply", $$"""data: {"x":{{new string('[', 200)}}{{new string(']', 200)}},"choices":[{"delta":{"content":"hello"},"finish_reason":"stop"}]}""" + "\n\n" + Done },
        { "content false", Chunk("""{"content":false}""") + Hello + Stop + Done },
        { "usage in the choice", """data: {"choices":[{"delta":{"content":"hello"},"finish_reason":"stop","usage":{"prompt_tokens":1,"completion_tokens":1}}]}""" + "\n\n" + Done },
        { "an array of chunks", """data: [{"choices":[{"delta":{"content":"hel"}}]},{"choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}]""" + "\n\n" },
        { "whole JSON", Json("chat.completion", """{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}""") },
        { "whole JSON after white space", "\r\n  " + Json("chat.completion", """{"index":0,"message":{"content":"hello"}}""") },
    };

    private static string ErrorFree(string error) => $"data: {Json("chat.completion.chunk", """{"delta":{}}""", $",\"error\":{error}")}\n\n";

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task The_text_arrives_whole_and_once(string kind, string stream)
    {
        await using var server = new ScriptedServer([[Response(stream)]]);
        await using var models = await ModelHarness.StartAsync(server);

        var updates = await models.StreamAsync("m");
        var answer = await models.AnswerAsync("m");

        Assert.Equal("hello", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(FinishReason.Stop, updates[^1].FinishReason);
        Assert.Equal(("hello", FinishReason.Stop), (answer.Content, answer.FinishReason));
        Assert.True(server.Requests.Count == 2, kind);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    public async Task The_announced_type_does_not_matter(string type)
    {
        await using var server = new ScriptedServer([[Response(Hello + Stop + Done, type)]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("hello", string.Concat((await models.StreamAsync("m")).Select(update => update.Text)));
    }

    [Theory]
    [InlineData("""a\ud83d""", """\ude00b""", "a😀b")]
    [InlineData("""a\ud83d""", "b", "a\uFFFDb")]
    [InlineData("a", """\ude00b""", "a\uFFFDb")]
    [InlineData("a", """b\ud83d""", "ab\uFFFD")]
    [InlineData("""\ud83d\ud83d""", """\ude00""", "\uFFFD😀")]
    [InlineData("""a\u0000b""", "", "a\uFFFDb")]
    [InlineData("\\ud83d\\ude00", "\\u00e9\\n\\\"", "😀é\n\"")]
    public async Task Halves_of_characters_are_joined_or_replaced(string first, string second, string expected)
    {
        var stream = Response(Text(first) + Text(second) + Chunk($$"""{"reasoning_content":"{{first}}"}""") + Chunk($$"""{"reasoning_content":"{{second}}"}""") + Stop + Done);
        await using var server = new ScriptedServer([[stream]]);
        await using var models = await ModelHarness.StartAsync(server);

        var updates = await models.StreamAsync("m");
        var answer = await models.AnswerAsync("m");

        Assert.Equal(expected, string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(expected, string.Concat(updates.Select(update => update.Reasoning)));
        Assert.Equal((expected, expected), (answer.Content, answer.ReasoningContent));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_replaced()
    {
        byte[] stream = [.. Response(""), .. "data: {\"choices\":[{\"delta\":{\"content\":\"a"u8, 0xC3, 0x28, .. "b\"},\"finish_reason\":\"stop\"}]}\n\n"u8];
        await using var server = new ScriptedServer([[stream]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("a\uFFFD(b", string.Concat((await models.StreamAsync("m")).Select(update => update.Text)));
    }

    [Fact]
    public async Task A_complete_answer_needs_no_proper_end()
    {
        var stream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9000\r\n\r\n" + Hello + Stop;
        await using var server = new ScriptedServer([[Encoding.UTF8.GetBytes(stream)]]);
        await using var models = await ModelHarness.StartAsync(server);

        var updates = await models.StreamAsync("m");

        Assert.Equal((FinishReason.Stop, 1), (updates[^1].FinishReason, server.Requests.Count));
        Assert.True(updates[^1].Usage!.CompletionTokens > 0);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_follows_a_complete_answer_may_break(string coding)
    {
        var packed = CompressedBytes.Of(Encoding.UTF8.GetBytes(Hello + Stop + new string(' ', 5_000)), coding);
        byte[] stream = [.. Response("", headers: $"Content-Encoding: {coding}\r\n"), .. packed[..^4], 0xFF, 0x00, 0xFF, 0xFF];
        await using var server = new ScriptedServer([[stream]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("hello", string.Concat((await models.StreamAsync("m")).Select(update => update.Text)));
    }

    [Theory]
    [InlineData("{\"answer\":42}")]
    [InlineData("{ \"a\": [1.0] }")]
    public async Task Content_that_is_an_object_is_its_JSON(string content)
    {
        await using var server = new ScriptedServer([[Whole("{\"message\":{\"content\":" + content + "}}")]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal(content, (await models.AnswerAsync("m")).Content);
    }

    [Theory]
    [InlineData("<html><body>Blocked by policy</body></html>", "a page of HTML in the place of an answer", "Blocked by policy")]
    [InlineData("", "an empty answer", "")]
    [InlineData("   \n ", "an empty answer", "")]
    [InlineData("upstream timed out", "an answer that could not be read", "upstream timed out")]
    [InlineData("{\"choices\": [{\"message\"", "an answer that could not be read", "choices")]
    [InlineData("{\"status\": \"ok\"}", "JSON that holds no answer", "status")]
    [InlineData("data: {\"choices\": [}\n\n", "an answer that could not be read", "choices")]
    public async Task What_is_no_answer_is_an_error_that_names_it(string body, string sent, string quoted)
    {
        await using var server = new ScriptedServer([[Response(body, "text/html")]]);
        await using var models = await ModelHarness.StartAsync(server);

        foreach (var streamed in (bool[])[false, true])
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() => streamed ? models.StreamAsync("m") : (Task)models.AnswerAsync("m"));

            Assert.Equal((ErrorKind.ModelError, $"The model 'm' sent {sent}."), (error.Kind, error.Message));
            Assert.Contains(quoted, error.Cause, StringComparison.Ordinal);
            Assert.False(error.ShouldRetry);
        }

        Assert.Equal(2, server.Requests.Count);
    }
}
