using System.Text;
using System.Text.Json;
using Inference.Messages;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>Members that the product has no use for itself, to the server and back.</summary>
public sealed class PassThroughTests
{
    // Of every JSON kind; numbers and white space as no writer would make them.
    private const string Values =
        """
        "a":null,"b":true,"c":false,"d":"tëxt \u00e9 \\ \"","e":0,"f":-1.50,"g":1e400,"h":12345678901234567890,"i":[ 1 , [ ] , {"x" : null} ],"j":{"k":{"l":[{}]}}
        """;

    private static readonly ModelRequest Request = new()
    {
        Model = "m",
        Messages =
        [
            new Message { Role = Role.User, Content = "t", Parts = """[{"type":"text","text":"t","cache_control":{"type":"ephemeral"},"p":1.0}]""", Extra = $"{{{Values}}}" },
            new Message
            {
                Role = Role.Assistant,
                ReasoningContent = "Hm.",
                ToolCalls = [new ToolCall("c1", "f", "{}") { Extra = $$$"""{{{{Values}}},"function":{"z":2.0}}""" }, new ToolCall("c2", "", "") { Extra = """{"type":"custom","custom":{"name":"p","input":"i"}}""" }],
                Extra = $"{{{Values}}}",
            },
            new Message { Role = Role.Assistant, Extra = """{"refusal":"No."}""" },
        ],
        Tools = [new Tool { Name = "f", Json = $$"""{"type":"function","function":{"name":"f",{{Values}}},{{Values}}}""" }],
        Sampling = new Sampling { Extra = $$$"""{"stream_options":{"include_obfuscation":false},{{{Values}}},"top_k":20,"min_p":0.050,"logit_bias":{"50256":-100}}""" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Other_members_of_a_request_arrive_byte_for_byte(bool streamed)
    {
        await using var server = new ScriptedServer([[Response(Text("hi") + Done)]]);
        await using var models = await ModelHarness.StartAsync(server);

        _ = streamed ? (object)await models.StreamAsync(Request) : await models.AnswerAsync(Request);

        var body = server.Requests[0].Split("\r\n\r\n", 2)[1];
        using var json = JsonDocument.Parse(body);
        Assert.Equal(6, body.Split(Values).Length - 1);
        Assert.Contains("""[{"type":"text","text":"t","cache_control":{"type":"ephemeral"},"p":1.0}]""", body, StringComparison.Ordinal);
        Assert.Contains("""{"id":"c1","type":"function","function":{"name":"f","arguments":"{}","z":2.0},""", body, StringComparison.Ordinal);
        Assert.Contains("""{"id":"c2","type":"custom","custom":{"name":"p","input":"i"}}""", body, StringComparison.Ordinal);
        Assert.Contains("""{"role":"assistant","content":null,"refusal":"No."}""", body, StringComparison.Ordinal);
        Assert.Contains("\"top_k\":20,\"min_p\":0.050,\"logit_bias\":{\"50256\":-100}", body, StringComparison.Ordinal);
        Assert.Equal(streamed, body.Contains("""
            "stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}
            """, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_parts_arrive_as_they_came()
    {
        var parts = $$"""[ {"type":"image_url","image_url":{"url":"data:image/png;base64,{{new string('A', 3_000_000)}}"},"é":1.0} ]""";
        await using var server = new ScriptedServer([[Whole("""{"message":{"content":"x"}}""")]]);
        await using var models = await ModelHarness.StartAsync(server);

        await models.AnswerAsync(Request with { Messages = [new Message { Role = Role.User, Name = "n", Parts = parts, Extra = """{"e":1}""" }, .. Request.Messages] });

        using var json = JsonDocument.Parse(server.Requests[0].Split("\r\n\r\n", 2)[1]);
        Assert.Equal(parts, json.RootElement.GetProperty("messages")[0].GetProperty("content").GetRawText());
        Assert.Equal("""["role","name","e","content"]""", JsonSerializer.Serialize(json.RootElement.GetProperty("messages")[0].EnumerateObject().Select(member => member.Name)));
        Assert.Equal(4, json.RootElement.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task Other_members_of_a_whole_answer_are_kept()
    {
        await using var server = new ScriptedServer([Whole($$"""{"index":0,"message":{"role":"assistant","content":"x",{{Values}}},"finish_reason":"stop",{{Values}}}""", "," + Values)]);
        await using var models = await ModelHarness.StartAsync(server);

        var answer = await models.AnswerAsync("m");

        Assert.Equal(["{\"answer\":{" + Values + "},\"choice\":{" + Values + "},\"message\":{" + Values + "}}"], answer.Extras.AsEnumerable());
    }

    [Fact]
    public async Task Other_members_of_chunks_are_kept_with_their_text()
    {
        const string first = """{"index":0,"delta":{"content":"a","m":1.0},"finish_reason":null,"logprobs":{"content":[{"token":"a"}]}}""";
        const string second = """{"index":0,"delta":{"content":"b","m":null},"finish_reason":"stop","logprobs":{"content":[{"token":"b"}]}}""";
        const string more = ""","system_fingerprint":"fp","service_tier":"default","obfuscation":"xyz","provider":null,"o":{}""";
        await using var server = new ScriptedServer(
            [[Response($"data: {Json("chat.completion.chunk", first, more)}\n\ndata: {Json("chat.completion.chunk", second, more)}\n\n{Done}")]]);
        await using var models = await ModelHarness.StartAsync(server);

        var updates = await models.StreamAsync("m");

        Assert.Equal(
            ("a", """{"answer":{"system_fingerprint":"fp","service_tier":"default","provider":null,"o":{}},"choice":{"logprobs":{"content":[{"token":"a"}]}},"message":{"m":1.0}}"""),
            (updates[0].Text, updates[0].Extra));
        Assert.Equal(
            ("b", """{"answer":{"o":{}},"choice":{"logprobs":{"content":[{"token":"b"}]}},"message":{"m":null}}"""), (updates[1].Text, updates[1].Extra));
    }

    [Fact]
    public async Task A_chunk_that_had_to_be_repaired_keeps_its_members()
    {
        const string choice = """{"delta":{"content":"a"},"logprobs":{"content":[{"logprob":-Infinity}]}}""";
        await using var server = new ScriptedServer([[Response($"data: {Json("chat.completion.chunk", choice, ",\"system_fingerprint\":\"fp\",\"n\":null")}\n\n{Done}")]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal(
            """{"answer":{"system_fingerprint":"fp","n":null},"choice":{"logprobs":{"content":[{"logprob":null}]}}}""", (await models.StreamAsync("m"))[0].Extra);
    }

    [Fact]
    public async Task What_no_reader_takes_is_replaced_in_other_members()
    {
        await using var server = new ScriptedServer([Whole("""{"message":{"content":"x","n":"\u0000","h":"\ud83d","p":"\ud83d\ude00"}}""")]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal(["""{"message":{"n":"\ufffd","h":"\ufffd","p":"\ud83d\ude00"}}"""], (await models.AnswerAsync("m")).Extras.AsEnumerable());
    }

    [Theory]
    [InlineData("\"usage\":{\"prompt_tokens\":2000,\"completion_tokens\":300,\"total_tokens\":2300,\"prompt_tokens_details\":{\"cached_tokens\":1920},\"completion_tokens_details\":{\"reasoning_tokens\":256}}", 2000, 300, 1920, 256)]
    [InlineData("\"usage\":{\"prompt_tokens\":20.0,\"completion_tokens\":\"3\",\"prompt_cache_hit_tokens\":16}", 20, 3, 16, 0)]
    [InlineData("\"usage\":{\"input_tokens\":20,\"output_tokens\":3,\"input_tokens_details\":{\"cached_tokens\":999},\"output_tokens_details\":null}", 20, 3, 20, 0)]
    [InlineData("\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1e30}", 0, int.MaxValue, 0, 0)]
    public async Task Usage_is_read_with_its_details(string usage, int prompt, int completion, int cached, int reasoning)
    {
        var chunk = "data: {\"choices\":[]," + usage + "}\n\n";
        await using var server = new ScriptedServer([Whole("""{"message":{"content":"x"},"finish_reason":"stop"}""", "," + usage)], [Response(Text("x") + Chunk("{}", "\"stop\"") + chunk + Done)]);
        await using var models = await ModelHarness.StartAsync(server);

        var whole = (await models.AnswerAsync("m")).Usage;
        var streamed = (await models.StreamAsync("m"))[^1].Usage;

        Assert.Equal((prompt, completion, cached, reasoning), (whole.PromptTokens, whole.CompletionTokens, whole.CachedTokens, whole.ReasoningTokens));
        Assert.Equal(whole, streamed);
    }

    [Fact]
    public async Task Details_of_usage_are_kept_as_they_came()
    {
        await using var server = new ScriptedServer([Whole("""{"message":{"content":"x"}}""", ""","usage":{"prompt_tokens":2,"total_tokens":3,"completion_tokens":1,"prompt_tokens_details":{"audio_tokens":0,"cached_tokens":1},"cost":0.10,"x":null}""")]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("""{"prompt_tokens_details":{"audio_tokens":0,"cached_tokens":1},"cost":0.10}""", (await models.AnswerAsync("m")).Usage.Details);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Compressed_answers_are_unpacked(string coding)
    {
        foreach (var body in (string[])[Text("hello") + Chunk("{}", "\"stop\"") + Done, Json("chat.completion", """{"message":{"content":"hello"}}""")])
        {
            byte[] response = [.. Response("", headers: $"Content-Encoding: {coding}\r\n"), .. CompressedBytes.Of(Encoding.UTF8.GetBytes(body), coding)];
            await using var server = new ScriptedServer([[response]]);
            await using var models = await ModelHarness.StartAsync(server);

            Assert.Equal("hello", (await models.AnswerAsync("m")).Content);
            Assert.Equal("hello", string.Concat((await models.StreamAsync("m")).Select(update => update.Text)));
            Assert.Contains("Accept-Encoding: gzip, deflate, br", server.Requests[0], StringComparison.OrdinalIgnoreCase);
        }
    }
}
