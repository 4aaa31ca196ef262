using Inference.Buffers;

namespace Inference.Models.Wire;

/// <summary>
/// The body of a response with server-sent events: it begins with bytes that were read already and ends with an empty line, which servers leave out and without
/// which the last event is none. Each event, from one empty line to the next, is bounded; each read keeps the deadline of a stream.
/// </summary>
internal sealed class EventStream(ReadOnlyMemory<byte> begun, Stream body, int limit, Deadline deadline) : ForwardStream
{
    private static readonly byte[] EmptyLine = "\n\n"u8.ToArray();

    private ReadOnlyMemory<byte> _begun = begun;
    private bool _hasEnded;
    private long _read;
    private bool _isLineEmpty = true;
    private bool _wasReturn;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = _begun.IsEmpty ? await ResponseBody.ReadAsync(body, buffer, cancellationToken) : Take(buffer.Span);
        if (count == 0 && !_hasEnded && buffer.Length > 0)
        {
            (_hasEnded, _begun) = (true, EmptyLine);
            return Take(buffer.Span);
        }

        deadline.KeepAlive();
        CountEvent(buffer.Span[..count]);
        return count;
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _begun.Length);
        _begun.Span[..count].CopyTo(buffer);
        _begun = _begun[count..];
        return count;
    }

    // Lines end with a line feed, a carriage return or both; an empty one ends the event.
    private void CountEvent(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var length = end < 0 ? bytes.Length : end;
            _read += length;
            if (_read > limit)
            {
                throw new AnswerTooLargeException(limit);
            }

            if (length > 0)
            {
                (_isLineEmpty, _wasReturn) = (false, false);
            }

            if (end < 0)
            {
                return;
            }

            EndLine(bytes[end] == '\r');
            bytes = bytes[(end + 1)..];
        }
    }

    private void EndLine(bool isReturn)
    {
        if (isReturn || !_wasReturn)
        {
            _read = _isLineEmpty ? 0 : _read;
            _isLineEmpty = true;
        }

        _wasReturn = isReturn;
    }
}
