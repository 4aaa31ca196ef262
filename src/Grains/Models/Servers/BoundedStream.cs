namespace Inference.Models.Servers;

/// <summary>What of a stream is bounded.</summary>
internal enum StreamBound
{
    /// <summary>All of it; more fails.</summary>
    Whole = 0,

    /// <summary>Each server-sent event, from one blank line to the next; a longer one fails.</summary>
    Event = 1,

    /// <summary>All of it; more is not read.</summary>
    Cut = 2,
}

/// <summary>A response's body, read up to a bound.</summary>
internal sealed class BoundedStream(Stream body, int limit, StreamBound bound) : Stream
{
    private long _read;
    private bool _isLineEmpty = true;
    private bool _wasReturn;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer = buffer[..Most(buffer.Length)];
        var count = await body.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..Most(buffer.Length)];
        var count = body.Read(buffer);
        Count(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Most(int length) => bound == StreamBound.Cut ? (int)Math.Min(length, limit - _read) : length;

    private void Count(ReadOnlySpan<byte> bytes)
    {
        if (bound == StreamBound.Event)
        {
            CountEvent(bytes);
        }
        else
        {
            Add(bytes.Length);
        }
    }

    private void Add(int bytes)
    {
        _read += bytes;
        if (_read > limit)
        {
            throw new AnswerTooLargeException(limit);
        }
    }

    // Lines end with a line feed, a carriage return or both; an empty one ends the event.
    private void CountEvent(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var length = end < 0 ? bytes.Length : end;
            Add(length);
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
