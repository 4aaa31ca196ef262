using Inference.Errors;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>The meaning of a server's failures.</summary>
public sealed class ServerFailureTests
{
    [Theory]
    [InlineData("""{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", ErrorKind.ContextLengthExceeded, "messages")]
    [InlineData("""{"object":"error","message":"This model's maximum context length is 8192 tokens.","type":"BadRequestError","code":400}""", ErrorKind.ContextLengthExceeded, null)]
    [InlineData("""{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_ctx":8192}}""", ErrorKind.ContextLengthExceeded, null)]
    [InlineData("""{"error":{"message":"The response was filtered.","code":"content_filter","param":"prompt"}}""", ErrorKind.ContentFilter, "prompt")]
    [InlineData("""{"error":{"message":"Bad.","param":"tools[0].function","code":"invalid_value"}}""", ErrorKind.InvalidParamValue, "tools[0].function")]
    [InlineData("""{"error":{"message":"Bad.","param":"<script>"}}""", ErrorKind.InvalidParamValue, null)]
    [InlineData("""[{"error":{"code":400,"message":"Bad.","status":"INVALID_ARGUMENT"}}]""", ErrorKind.InvalidParamValue, null)]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"Bad.","type":"missing"}]}""", ErrorKind.InvalidParamValue, null)]
    public async Task A_refused_request_keeps_its_code_and_param(string body, ErrorKind kind, string? param)
    {
        // As a status, in the place of an answer, and as the first chunk.
        foreach (var response in (byte[][])[Status(400, body), Response(Status400InBody(body), "application/json"), Response($"event: error\ndata: {Status400InBody(body)}\n\n")])
        {
            await using var server = new ScriptedServer([[response]]);
            await using var models = await ModelHarness.StartAsync(server);

            var error = await FailAsync(models, streamed: true);

            Assert.Equal((kind, param), (error.Kind, error.Param));
            Assert.Matches("maximum context|available context|filtered|Bad", error.Message);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [InlineData("""{"index":0,"delta":{"content":""},"finish_reason":"error"}""", ""","error":{"code":502,"message":"Provider disconnected unexpectedly"}""")]
    [InlineData("""{"index":0,"delta":{"content":""},"finish_reason":"error","error":{"code":502,"message":"Provider disconnected unexpectedly"}}""", "")]
    [InlineData("""{"index":0,"delta":{}}""", ""","error":"Provider disconnected unexpectedly" """)]
    [InlineData("""{"index":0,"delta":{}}""", ""","error":[{"message":"Provider disconnected unexpectedly"}]""")]
    public async Task An_error_in_a_chunk_reaches_the_client(string choice, string more)
    {
        await using var server = new ScriptedServer([[Response(Text("he") + $"data: {Json("chat.completion.chunk", choice, more)}\n\n{Done}")]]);
        await using var models = await ModelHarness.StartAsync(server, "Retries=0");

        foreach (var streamed in (bool[])[true, false])
        {
            var error = await FailAsync(models, streamed);

            Assert.Equal((ErrorKind.ModelError, "The model 'm' failed: Provider disconnected unexpectedly"), (error.Kind, error.Message));
        }
    }

    [Theory]
    [InlineData("""data: {"object":"error","message":"engine died","type":"InternalServerError","code":500}""")]
    [InlineData("""data: {"message":"engine died","status":500}""")]
    [InlineData("""data: {"detail":"engine died"}""")]
    [InlineData("""event: error|data: engine died""")]
    [InlineData("""event: error|data: {"message":"engine died"}""")]
    public async Task An_error_without_its_member_ends_no_answer_well(string frame)
    {
        foreach (var begun in (string[])["", Text("he")])
        {
            await using var server = new ScriptedServer([[Response(begun + frame.Replace('|', '\n') + "\n\n" + Done)]]);
            await using var models = await ModelHarness.StartAsync(server, "Retries=0");

            Assert.Equal("The model 'm' failed: engine died", (await FailAsync(models, streamed: true)).Message);
            Assert.Equal("The model 'm' failed: engine died", (await FailAsync(models, streamed: false)).Message);
        }
    }

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: <html>bad</html>\n\ndata: [DONE]\n\n")]
    [InlineData(": ping\n\n")]
    public async Task A_stream_without_an_answer_is_an_error(string stream)
    {
        await using var server = new ScriptedServer([[Response(stream)]]);
        await using var models = await ModelHarness.StartAsync(server, "Retries=0");

        Assert.Equal(ErrorKind.ModelError, (await FailAsync(models, streamed: true)).Kind);
        Assert.Equal(ErrorKind.ModelError, (await FailAsync(models, streamed: false)).Kind);
    }

    [Fact]
    public async Task A_long_error_keeps_what_stands_at_its_beginning()
    {
        var body = """{"error":{"code":"context_length_exceeded","message":"too long","param":"messages","pad":"X"}}""".Replace("X", new string('x', 200_000), StringComparison.Ordinal);
        await using var server = new ScriptedServer([[Status(400, body)]]);
        await using var models = await ModelHarness.StartAsync(server);

        var error = await FailAsync(models, streamed: false);

        Assert.Equal((ErrorKind.ContextLengthExceeded, "messages"), (error.Kind, error.Param));
        Assert.EndsWith("too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_whose_body_stalls_keeps_its_status()
    {
        var head = "HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{\"error\":{\"message\":\"Bad.\"}}";
        await using var server = new ScriptedServer([[System.Text.Encoding.UTF8.GetBytes(head)]]) { StaysOpen = true };
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("The model 'm' refused the request: Bad.", (await FailAsync(models, streamed: false)).Message);
    }

    [Fact]
    public async Task Bytes_that_are_not_of_their_coding_are_an_unreadable_answer()
    {
        foreach (var coding in (string[])["br", "gzip", "deflate"])
        {
            await using var server = new ScriptedServer([[Response("{\"choices\":[]} and more", "application/json", $"Content-Encoding: {coding}\r\n")]]);
            await using var models = await ModelHarness.StartAsync(server, "BreakAfter=2", "Retries=0");
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal("The model 'm' sent an answer that could not be read.", (await FailAsync(models, streamed: i % 2 == 0)).Message);
            }
        }
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"Slow up."}}""", ErrorKind.Overloaded, true, 3)]
    [InlineData(429, """{"error":{"message":"Pay.","code":"insufficient_quota"}}""", ErrorKind.ModelError, false, 1)]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-1."}}""", ErrorKind.ModelError, false, 1)]
    [InlineData(403, "", ErrorKind.ModelError, false, 1)]
    [InlineData(404, """{"error":{"message":"No such model."}}""", ErrorKind.ModelError, false, 1)]
    [InlineData(302, "", ErrorKind.ModelError, false, 1)]
    [InlineData(500, "", ErrorKind.ModelError, null, 3)]
    [InlineData(529, "", ErrorKind.ModelError, null, 3)]
    public async Task A_status_decides_what_becomes_of_a_call(int status, string body, ErrorKind kind, bool? shouldRetry, int attempts)
    {
        await using var server = new ScriptedServer([[Status(status, body)]]);
        await using var models = await ModelHarness.StartAsync(server);

        var error = await FailAsync(models, streamed: false);

        Assert.Equal((kind, shouldRetry, attempts), (error.Kind, error.ShouldRetry, server.Requests.Count));
        Assert.DoesNotContain("sk-1", error.Message, StringComparison.Ordinal);
        Assert.Equal(status is 401 or 403, error.Message.Contains("Models:Catalog:m:ApiKey", StringComparison.Ordinal));
    }

    public static TheoryData<string> Unreadable =>
    [
        "", "<html>", "{", "null", "42", "[]", "{}", "{\"choices\":1}", "data: {\n\n", "data: nonsense\n\n", "\0\0\0",
        "{\"error\":{\"message\":\"Bad.\",\"code\":400}}", "{\"error\":{\"message\":\"Who?\",\"code\":401}}",
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_opens_no_circuit(string body)
    {
        await using var server = new ScriptedServer([[Response(body, "application/json")]]);
        await using var models = await ModelHarness.StartAsync(server, "BreakAfter=2", "Retries=0");
        for (var i = 0; i < 6; i++)
        {
            var error = await FailAsync(models, streamed: i % 2 == 0);
            Assert.NotEqual(ErrorKind.InternalError, error.Kind);
        }

        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"he\"}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"he\"}}]}\n\ndata: {\"error\":{\"message\":\"The engine died.\",\"code\":500}}\n\n")]
    public async Task Streams_that_break_open_the_circuit(string stream)
    {
        await using var server = new ScriptedServer([[Response(stream)]]);
        await using var models = await ModelHarness.StartAsync(server, "BreakAfter=4", "BreakDuration=00:10:00", "Retries=0");
        for (var i = 0; i < 4; i++)
        {
            await FailAsync(models, streamed: true);
        }

        var error = await FailAsync(models, streamed: true);

        Assert.Equal(ErrorKind.Overloaded, error.Kind);
        Assert.InRange(error.RetryAfterSeconds!.Value, 500, 600);
        Assert.InRange(server.Requests.Count, 2, 4);
    }

    private static string Status400InBody(string body) =>
        body.Contains("\"code\"", StringComparison.Ordinal) && !body.Contains("invalid_value", StringComparison.Ordinal) ? body
        : body.Replace("\"message\":\"Bad.\"", "\"message\":\"Bad.\",\"type\":\"invalid_request_error\"", StringComparison.Ordinal)
            .Replace("{\"detail\":[", "{\"code\":400,\"detail\":[", StringComparison.Ordinal);

    private static Task<InferenceException> FailAsync(ModelHarness models, bool streamed) =>
        Assert.ThrowsAsync<InferenceException>(() => streamed ? models.StreamAsync("m") : (Task)models.AnswerAsync("m"));
}
