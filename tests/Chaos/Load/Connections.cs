using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Inference.Load;

/// <summary>Opens the clients' connections, and can reset them, as a failed machine or network does.</summary>
internal sealed class Connections : IDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> _open = new();

    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        UseProxy = false,
        AllowAutoRedirect = false,
    };

    /// <summary>Cuts about half of what is open; how many there were.</summary>
    public int Cut(Random random)
    {
        var cut = 0;
        foreach (var socket in _open.Keys)
        {
            if (socket.SafeHandle.IsClosed)
            {
                _open.TryRemove(socket, out _);
            }
            else if (random.Next(2) == 0)
            {
                Reset(socket);
                cut++;
            }
        }

        return cut;
    }

    public void Dispose()
    {
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            _open[socket] = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Reset(Socket socket)
    {
        _open.TryRemove(socket, out _);
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was closed at the same moment, which is the intended end.
        }
    }
}
