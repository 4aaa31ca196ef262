using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Inference.Models.Wire;

/// <summary>A server that answers each connection's only request with given bytes, in given packets, and records what it was sent.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string Done = "data: [DONE]\n\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly List<string> _requests = [];

    private Queue<byte[][]> _answers;

    /// <param name="answers">The packets of each answer; the last answer is repeated.</param>
    public ScriptedServer(params IEnumerable<byte[][]> answers)
    {
        _answers = new Queue<byte[][]>(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Whether connections stay open after the answer.</summary>
    public bool StaysOpen { get; init; }

    /// <summary>Whether a request is answered by its head, and its body is not read.</summary>
    public bool AnswersHeads { get; init; }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>The requests, heads and bodies.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>A response that ends with its connection.</summary>
    public static byte[] Response(string body, string type = "text/event-stream", string headers = "") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nConnection: close\r\n{headers}\r\n{body}");

    /// <summary>A whole answer with one choice.</summary>
    public static byte[] Whole(string choice, string more = "") => Response(Json("chat.completion", choice, more), "application/json");

    public static string Chunk(string delta, string finish = "null", string more = "") =>
        $"data: {Json("chat.completion.chunk", $$"""{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}""", more)}\n\n";

    public static string Text(string text) => Chunk($$"""{"content":"{{text}}"}""");

    public static string Json(string kind, string choice, string more = "") =>
        $$"""{"id":"u","object":"{{kind}}","created":1,"model":"m","choices":[{{choice}}]{{more}}}""";

    public static byte[] Status(int status, string body, string headers = "") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}");

    /// <summary>Other answers from now on; the requests before are forgotten.</summary>
    public void Script(params IEnumerable<byte[]> answers)
    {
        lock (_requests)
        {
            _answers = new Queue<byte[][]>(answers.Select(answer => new[] { answer }));
            _requests.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                byte[][] packets;
                lock (_requests)
                {
                    _requests.Add(request);
                    packets = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
                }

                foreach (var packet in packets)
                {
                    await stream.WriteAsync(packet, _stop.Token);
                    await Task.Yield();
                }

                if (StaysOpen)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client left, or the test is over.
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[65_536];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            bytes.Write(buffer, 0, count);
            var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            if (count == 0 || (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var head && bytes.Length >= head + 4 + (AnswersHeads ? 0 : Length(text[..head]))))
            {
                return text;
            }
        }
    }

    private static int Length(string head) => head.Split("\r\n").Select(line => line.Split(": ", 2))
        .Where(header => header[0].Equals("content-length", StringComparison.OrdinalIgnoreCase))
        .Select(header => int.Parse(header[1], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
