using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Inference.Wire;

/// <summary>Reads HTTP/1.1 responses of one connection, strictly: what is not HTTP is an <see cref="InvalidDataException"/>.</summary>
internal sealed class ResponseReader(Stream stream)
{
    public const string Unfinished = "the answer ends in the middle";
    public const string TooShort = "the answer ends before its Content-Length";

    private const int LongestLine = 64 * 1024;

    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;

    /// <summary>Whether the connection may be used again, after a response.</summary>
    public bool IsKept { get; private set; }

    public async Task<Answer> ReadAsync(bool hasNoBody, CancellationToken cancellationToken)
    {
        IsKept = false;
        var (status, headers) = await ReadHeadAsync(cancellationToken);
        while (status is >= 100 and < 200)
        {
            (status, headers) = await ReadHeadAsync(cancellationToken);
        }

        var body = new ArrayBufferWriter<byte>();
        var lost = hasNoBody || status is 204 or 304 ? null : await ReadBodyAsync(headers, body, cancellationToken);
        IsKept = lost is null && !headers.GetValueOrDefault("Connection", "").Equals("close", StringComparison.OrdinalIgnoreCase);
        return new Answer { Status = status, Headers = headers, Body = body.WrittenMemory, Lost = lost };
    }

    private async Task<(int Status, FrozenDictionary<string, string> Headers)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("closed without an answer");
        if (line.Length < 12 || !line.StartsWith("HTTP/1.", StringComparison.Ordinal) || !int.TryParse(line.AsSpan(9, 3), CultureInfo.InvariantCulture, out var status))
        {
            throw new InvalidDataException("the answer is no HTTP");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(cancellationToken) is { } header && header.Length > 0)
        {
            var colon = header.IndexOf(':');
            if (colon <= 0 || header.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
            {
                throw new InvalidDataException("a header of the answer is no header");
            }

            headers.TryAdd(header[..colon], header[(colon + 1)..].Trim());
        }

        return (status, headers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Why it is not whole, if it is not.</summary>
    private async Task<string?> ReadBodyAsync(FrozenDictionary<string, string> headers, ArrayBufferWriter<byte> body, CancellationToken cancellationToken)
    {
        if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
        {
            return await ReadChunksAsync(body, cancellationToken);
        }

        if (!headers.TryGetValue("Content-Length", out var length))
        {
            await CopyAsync(long.MaxValue, body, cancellationToken);
            return null;
        }

        return await CopyAsync(long.Parse(length, CultureInfo.InvariantCulture), body, cancellationToken) ? null : TooShort;
    }

    private async Task<string?> ReadChunksAsync(ArrayBufferWriter<byte> body, CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (!int.TryParse(line, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size))
            {
                throw new InvalidDataException("a chunk's length is no number");
            }

            if (!await CopyAsync(size, body, cancellationToken))
            {
                break;
            }

            await ReadLineAsync(cancellationToken);
            if (size == 0)
            {
                return null;
            }
        }

        return Unfinished;
    }

    private async Task<bool> CopyAsync(long count, ArrayBufferWriter<byte> body, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                return false;
            }

            var taken = (int)Math.Min(count, _end - _start);
            body.Write(_buffer.AsSpan(_start, taken));
            _start += taken;
            count -= taken;
        }

        return true;
    }

    /// <summary><see langword="null"/> at the end.</summary>
    private async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                return null;
            }

            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var taken = end < 0 ? _end - _start : end + 1;
            line.Append(Encoding.Latin1.GetString(_buffer.AsSpan(_start, taken)));
            _start += taken;
            if (end >= 0)
            {
                return line.ToString().TrimEnd('\n').TrimEnd('\r');
            }
        }

        throw new InvalidDataException("a line of the answer has no end");
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken));
        return _end > 0;
    }
}
