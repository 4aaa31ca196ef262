using System.Globalization;
using Inference.Errors;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>The meaning of a server's failures.</summary>
public sealed class ServerFailureTests
{
    private static readonly byte[] Good = Whole("""{"message":{"content":"good"},"finish_reason":"stop"}""");

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
    [InlineData("Retry-After: 0.2", 2)]
    [InlineData("retry-after-ms: 200", 2)]
    [InlineData("Retry-After: 60\r\nretry-after-ms: 200", 2)]
    [InlineData("Retry-After: 11", 1)]
    [InlineData("retry-after-ms: 11000", 1)]
    [InlineData("x-should-retry: false", 1)]
    [InlineData("x-should-retry: FALSE\r\nRetry-After: 0", 1)]
    public async Task The_servers_headers_decide_on_another_attempt(string header, int attempts)
    {
        await using var server = new ScriptedServer([[Status(429, """{"error":{"message":"slow up"}}""", header + "\r\n")], [Good]]);
        await using var models = await ModelHarness.StartAsync(server);

        var error = await Record.ExceptionAsync(() => models.AnswerAsync("m"));

        Assert.Equal(attempts, server.Requests.Count);
        Assert.Equal(attempts == 1, error is InferenceException { Kind: ErrorKind.Overloaded, RetryAfterSeconds: > 0 });
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(60, false)]
    [InlineData(-60, true)]
    public async Task A_date_says_when_to_repeat(int seconds, bool isRepeated)
    {
        await using var server = new ScriptedServer(
            [[Status(429, "{}", $"Retry-After: {TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("r", CultureInfo.InvariantCulture)}\r\n")], [Good]]);
        await using var models = await ModelHarness.StartAsync(server);
        var began = TimeProvider.System.GetTimestamp();

        var error = await Record.ExceptionAsync(() => models.AnswerAsync("m"));

        Assert.Equal(isRepeated, error is null);
        Assert.Equal(isRepeated ? 2 : 1, server.Requests.Count);
        if (seconds > 0)
        {
            // A date has no fractions of a second.
            Assert.InRange(isRepeated ? TimeProvider.System.GetElapsedTime(began).TotalSeconds : ((InferenceException)error!).RetryAfterSeconds!.Value, seconds - 1.1, seconds + 10);
        }
    }

    [Fact]
    public async Task A_server_that_asks_for_a_repetition_gets_one()
    {
        await using var server = new ScriptedServer([[Status(409, "{}", "x-should-retry: true\r\n")], [Good]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("good", (await models.AnswerAsync("m")).Content);
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
