using System.Net.Http.Headers;
using System.Text;

namespace Inference.Models.Wire;

/// <summary>What a response's body is, by its first bytes: servers and proxies announce types that it is not.</summary>
internal enum BodyKind
{
    Empty = 0,
    Json = 1,
    Events = 2,
    Other = 3,
}

/// <summary>A response's body, of which no more is read than configured.</summary>
internal sealed class ResponseBody(HttpResponseMessage response, int limit) : IDisposable
{
    /// <summary>An error's message is at its beginning; what follows is not read.</summary>
    public const int MaxErrorBytes = 64 * 1024;

    private const int QuotedBytes = 800;

    private readonly PooledBuffer _read = new();
    private Stream? _body;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The bytes read so far, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Read => _read.Written.Span.StartsWith(ByteOrderMark) ? _read.Written[ByteOrderMark.Length..] : _read.Written;

    /// <summary>Whether it begins as a page of HTML does.</summary>
    public bool IsMarkup => Read.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    /// <summary>Reads until the first byte that is no white space.</summary>
    public async ValueTask<BodyKind> PeekAsync(CancellationToken cancellationToken)
    {
        _body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (true)
        {
            if (KindOf(Read.Span.TrimStart(" \t\r\n"u8)) is var kind and not BodyKind.Empty)
            {
                return kind == BodyKind.Other && !IsMarkup && response.Content.Headers.ContentType?.MediaType is "text/event-stream" ? BodyKind.Events : kind;
            }

            if (await FillAsync(cancellationToken) == 0)
            {
                return BodyKind.Empty;
            }

            CheckLength();
        }
    }

    /// <exception cref="AnswerTooLargeException">It is longer than allowed.</exception>
    public async ValueTask ReadToEndAsync(CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is { } length)
        {
            // Room for a byte more, so that the end is seen without growing.
            _ = length <= limit ? _read.GetMemory((int)Math.Max(length - _read.Length, 0) + 1) : throw new AnswerTooLargeException(limit);
        }

        while (await FillAsync(cancellationToken) > 0)
        {
            CheckLength();
        }
    }

    /// <summary>The beginning of an error's body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadErrorAsync(CancellationToken cancellationToken)
    {
        _body ??= await response.Content.ReadAsStreamAsync(cancellationToken);
        while (_read.Length < MaxErrorBytes && await FillAsync(cancellationToken) > 0)
        {
        }

        return Read[..Math.Min(Read.Length, MaxErrorBytes)];
    }

    public EventStream ToEvents(Deadline deadline) => new(Read, _body!, limit, deadline);

    /// <summary>For the log: the type that the response announces, and the beginning of what was read.</summary>
    public string Describe()
    {
        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        var text = Encoding.UTF8.GetString(Read.Span[..Math.Min(Read.Length, QuotedBytes)]);
        return $"{type?.MediaType ?? "no media type"}: {text}";
    }

    public void Dispose() => _read.Dispose();

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        var count = await ReadAsync(_body!, _read.GetMemory(), cancellationToken);
        _read.Advance(count);
        return count;
    }

    /// <summary>Brotli's decoder has an exception of its own for bytes that it cannot read.</summary>
    internal static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private void CheckLength()
    {
        if (_read.Length > limit)
        {
            throw new AnswerTooLargeException(limit);
        }
    }

    // A byte order mark may come in pieces, too.
    private static BodyKind KindOf(ReadOnlySpan<byte> text) =>
        text.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(text) ? BodyKind.Empty
        : text[0] is (byte)'{' or (byte)'[' ? BodyKind.Json
        : text[0] == (byte)':' || IsField(text, "data"u8) || IsField(text, "event"u8) || IsField(text, "id"u8) || IsField(text, "retry"u8) ? BodyKind.Events
        : BodyKind.Other;

    /// <summary>Whether the text begins with a field of an event, as far as it is read.</summary>
    private static bool IsField(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        text.Length <= name.Length ? name.StartsWith(text) : text.StartsWith(name) && text[name.Length] is (byte)':' or (byte)'\r' or (byte)'\n';
}
