using System.Globalization;
using Inference.Errors;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>What a server's headers say on repeating a request.</summary>
public sealed class RetryHeaderTests
{
    private static readonly byte[] Good = Whole("""{"message":{"content":"good"},"finish_reason":"stop"}""");

    [Theory]
    [InlineData("Retry-After: NaN", 3)]
    [InlineData("retry-after-ms: nan", 3)]
    [InlineData("Retry-After: Infinity", 3)]
    [InlineData("Retry-After: -1", 3)]
    [InlineData("Retry-After: soon", 3)]
    public async Task What_is_no_time_is_no_pause(string header, int attempts)
    {
        await using var server = new ScriptedServer([[Status(429, "{}", header + "\r\n")]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal(ErrorKind.Overloaded, (await Assert.ThrowsAsync<InferenceException>(() => models.AnswerAsync("m"))).Kind);
        Assert.Equal(attempts, server.Requests.Count);
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
}
