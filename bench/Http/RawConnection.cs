using System.Net;
using System.Net.Sockets;

namespace Inference.Http;

/// <summary>
/// HTTP/1.1 over one socket, requests as ready bytes. HttpClient costs as much as a proxy does: on the machine that also runs the servers, the
/// generator would be what is measured.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[32 * 1024];
    private int _length;

    private RawConnection(Socket socket) => _socket = socket;

    public static async Task<RawConnection> OpenAsync(EndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        return new RawConnection(socket);
    }

    /// <summary>Sends the request and reads the whole response, which is valid until the next call.</summary>
    public async ValueTask<RawResponse> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await PostAsync(request, cancellationToken);
        _length = 0;
        while (true)
        {
            _length += await ReceiveAsync(cancellationToken);
            if (RawResponse.TryRead(_buffer.AsMemory(0, _length), out var response))
            {
                return response;
            }
        }
    }

    /// <summary>Sends without reading.</summary>
    public async ValueTask PostAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        await _socket.SendAsync(request, cancellationToken);

    /// <summary>The bytes that arrive next; empty at the end. Valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        var count = await _socket.ReceiveAsync(_buffer, cancellationToken);
        return _buffer.AsMemory(0, count);
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var count = await _socket.ReceiveAsync(_buffer.AsMemory(_length), cancellationToken);
        return count > 0 ? count : throw new IOException("The server closed the connection.");
    }
}
