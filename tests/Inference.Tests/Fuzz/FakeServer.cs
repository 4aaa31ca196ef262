using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Inference.Fuzz;

/// <summary>Answers with scripted bytes, which need not be HTTP; one answer a connection.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <param name="answer">The answer to a request line such as <c>GET /v1/actions HTTP/1.1</c>; nothing closes the connection.</param>
    public FakeServer(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public EndPoint EndPoint => _listener.LocalEndpoint;

    public static string Json(int status, string body) =>
        $"HTTP/1.1 {status} X\r\nx-request-id: {FuzzSamples.RequestId}\r\nContent-Type: application/json\r\nX-RateLimit-Limit: 1\r\nX-RateLimit-Remaining: 1\r\n"
        + $"X-RateLimit-Reset: 1\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // It is stopped.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        // What is sent here fits into one packet.
        var buffer = new byte[16 * 1024];
        var count = await stream.ReadAsync(buffer);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_answer(Encoding.UTF8.GetString(buffer, 0, count).Split("\r\n")[0])));
    }
}
