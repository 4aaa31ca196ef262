using System.Text;
using Inference.Wire;

namespace Inference.Fuzz;

public sealed class SenderTests
{
    [Fact]
    public async Task Chunks_are_put_together()
    {
        var answer = await SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        Assert.Equal((200, "abcde", null), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span), answer.Lost));
    }

    [Fact]
    public async Task Interim_answers_are_passed_over() =>
        Assert.Equal(201, (await SendAsync("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")).Status);

    [Theory]
    [InlineData("", "closed without an answer")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "the answer ends before its Content-Length")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "the answer ends in the middle")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "a chunk's length is no number")]
    [InlineData("HTTP/1.1 200 OK\r\nno header\r\n\r\n", "a header of the answer is no header")]
    [InlineData("hello\r\n\r\n", "the answer is no HTTP")]
    public async Task An_incomplete_answer_is_reported(string bytes, string lost) => Assert.Equal(lost, (await SendAsync(bytes)).Lost);

    private static async Task<Answer> SendAsync(string bytes)
    {
        await using var server = new FakeServer(_ => bytes);
        using var sender = new Sender(server.EndPoint);
        return (await sender.SendAsync(FuzzSamples.Request(), TestContext.Current.CancellationToken)).Answer;
    }
}
