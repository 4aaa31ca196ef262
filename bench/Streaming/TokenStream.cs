using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using Inference.Http;

namespace Inference.Streaming;

/// <summary>One streamed answer whose tokens carry the times they were due.</summary>
internal sealed class TokenStream
{
    private readonly ChunkedDecoder _decoder = new();
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly List<double> _lateness = [];
    private bool _inBody;
    private bool _done;

    /// <summary>Milliseconds from when each token was due at the model server to when it was read here.</summary>
    public static async Task<IReadOnlyList<double>> ReadAsync(EndPoint server, byte[] request, CancellationToken cancellationToken)
    {
        var stream = new TokenStream();
        using var connection = await RawConnection.OpenAsync(server, cancellationToken);
        await connection.PostAsync(request, cancellationToken);
        while (!stream._done)
        {
            var bytes = await connection.ReadAsync(cancellationToken);
            if (bytes.Length == 0)
            {
                break;
            }

            stream.Take(bytes.Span, Stopwatch.GetTimestamp());
        }

        return stream._lateness;
    }

    private void Take(ReadOnlySpan<byte> bytes, long now)
    {
        if (!_inBody)
        {
            // The head is one small write of the server's and arrives in one piece.
            var end = bytes.IndexOf("\r\n\r\n"u8);
            if (end < 0 || !bytes.StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(bytes));
            }

            _inBody = true;
            bytes = bytes[(end + 4)..];
        }

        _decoder.Decode(bytes, _text);
        var text = _text.WrittenSpan;
        while (text.IndexOf((byte)'\n') is var end and >= 0)
        {
            Line(text[..end], now);
            text = text[(end + 1)..];
        }

        var rest = text.ToArray();
        _text.ResetWrittenCount();
        _text.Write(rest);
    }

    private void Line(ReadOnlySpan<byte> line, long now)
    {
        var name = "\"content\":\""u8;
        if (line.StartsWith("data: [DONE]"u8))
        {
            _done = true;
        }
        else if (line.StartsWith("data: "u8) && line.IndexOf(name) is var at and >= 0)
        {
            // One event may carry several tokens: a proxy may join those that are ready.
            var tokens = line[(at + name.Length)..];
            while (Utf8Parser.TryParse(tokens, out long due, out var digits) && digits > 0)
            {
                _lateness.Add((now - due) * 1000.0 / Stopwatch.Frequency);
                tokens = tokens[(digits + 1)..];
            }
        }
    }
}
