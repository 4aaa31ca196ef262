using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Inference.Wire;

/// <summary>Sends requests over one connection, which is kept as long as both sides know where a message ends. Not for several requests at once.</summary>
internal sealed class Sender(EndPoint server) : IDisposable
{
    /// <summary>No request may take longer, on a busy machine either.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(45);

    private NetworkStream? _stream;
    private ResponseReader? _reader;

    public async Task<Exchange> SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var wasKept = _stream is not null;
        var answer = await TrySendAsync(request, cancellationToken);
        if (wasKept && answer is { Status: 0, Lost: not "no answer in time" } && !request.BreaksHttp)
        {
            // The server may close an idle connection: that is no fault of this request.
            answer = await TrySendAsync(request, cancellationToken);
        }

        return new Exchange(request, answer, Stopwatch.GetElapsedTime(start));
    }

    public void Dispose() => Close();

    private async Task<Answer> TrySendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ResponseTimeout);
        try
        {
            await OpenAsync(limit.Token);
            await WriteAsync(request, limit.Token);
            var answer = await _reader!.ReadAsync(request.Method == "HEAD", limit.Token);
            if (request.BreaksHttp || request.Version != "HTTP/1.1" || !_reader.IsKept)
            {
                Close();
            }

            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Close();
            return new Answer { Lost = "no answer in time" };
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidDataException)
        {
            Close();
            return new Answer { Lost = exception is InvalidDataException or EndOfStreamException ? exception.Message : "the connection broke" };
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server, cancellationToken);
            _stream = new NetworkStream(socket, ownsSocket: true);
            _reader = new ResponseReader(_stream);
        }
    }

    private async Task WriteAsync(WireRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _stream!.WriteAsync(request.ToBytes(), cancellationToken);
            if (request.CutAt is not null || request.BreaksHttp)
            {
                // Otherwise the server would wait for what never comes.
                _stream.Socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The server has closed its side before it had read all: its answer may be there nevertheless.
        }
    }

    private void Close()
    {
        _stream?.Dispose();
        (_stream, _reader) = (null, null);
    }
}
