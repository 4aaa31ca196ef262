using Inference.Errors;
using Inference.Messages;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>Requests that a server may refuse before it has read them.</summary>
public sealed class LargeRequestTests
{
    private static readonly ModelRequest Large = ModelHarness.Ask("m", new Message { Role = Role.User, Content = new string('x', 16 * 1024 * 1024) });

    [Theory]
    [InlineData(413, "too large", ErrorKind.InvalidParamValue)]
    [InlineData(400, "too large", ErrorKind.InvalidParamValue)]
    [InlineData(401, "requires a key", ErrorKind.ModelError)]
    [InlineData(429, "too large", ErrorKind.Overloaded)]
    public async Task A_refusal_by_the_head_is_understood_and_no_outage(int status, string message, ErrorKind kind)
    {
        await using var server = new ScriptedServer([[Status(status, """{"error":{"message":"The body is too large."}}""")]]) { AnswersHeads = true };
        await using var models = await ModelHarness.StartAsync(server, "BreakAfter=2", "Retries=0");
        for (var i = 0; i < 4; i++)
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() => i % 2 == 0 ? models.AnswerAsync(Large) : (Task)models.StreamAsync(Large));

            Assert.Equal(kind, error.Kind);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("\r\nExpect: 100-continue\r\n", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_never_says_to_continue_gets_the_body()
    {
        await using var server = new ScriptedServer([[Whole("""{"message":{"content":"read"}}""")]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("read", (await models.AnswerAsync(Large)).Content);
        Assert.InRange(Assert.Single(server.Requests).Length, 16 * 1024 * 1024, 17 * 1024 * 1024);
    }

    [Fact]
    public async Task A_small_request_is_sent_at_once()
    {
        await using var server = new ScriptedServer([[Whole("""{"message":{"content":"read"}}""")]]);
        await using var models = await ModelHarness.StartAsync(server);

        await models.AnswerAsync("m");

        Assert.DoesNotContain("Expect", server.Requests[0], StringComparison.OrdinalIgnoreCase);
    }
}
