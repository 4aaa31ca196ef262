using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Inference.Http;

/// <summary>A response as it came over the wire. The body may be in chunks; it is searched, not parsed.</summary>
internal readonly record struct RawResponse(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>False while more has to arrive.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> received, out RawResponse response)
    {
        response = default;
        var bytes = received.Span;
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var body = bytes[(head + 4)..];
        var length = ContentLength(bytes[..head]) is { } contentLength ? contentLength : ChunkedLength(body);
        if (length < 0 || body.Length < length)
        {
            return false;
        }

        var status = int.Parse(bytes.Slice(9, 3), CultureInfo.InvariantCulture);
        response = new RawResponse(status, received.Slice(head + 4, length));
        return true;
    }

    /// <summary>The string that a JSON property holds, the first of that name.</summary>
    public string? Find(string property)
    {
        var name = Encoding.ASCII.GetBytes($"\"{property}\":\"");
        var at = Body.Span.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        var value = Body.Span[(at + name.Length)..];
        return Encoding.UTF8.GetString(value[..value.IndexOf((byte)'"')]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Encoding.UTF8.GetString(Body.Span)}");

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : null;
    }

    /// <summary>Length of all chunks and what is around them, or -1 while the last one is missing.</summary>
    private static int ChunkedLength(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (true)
        {
            if (!Utf8Parser.TryParse(body[at..], out int size, out var digits, 'x') || body[(at + digits)..] is not [(byte)'\r', (byte)'\n', ..])
            {
                return -1;
            }

            at += digits + 2 + size + 2;
            if (at > body.Length)
            {
                return -1;
            }

            if (size == 0)
            {
                return at;
            }
        }
    }
}
