using System.Runtime.CompilerServices;
using Inference.Binding;
using Inference.Buffers;
using Inference.Errors;
using Inference.Http;
using Inference.Uploads.Files;
using Inference.Validation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Inference.Uploads;

/// <summary>The files of a multipart body, one after the other, streamed. Other parts are skipped.</summary>
internal static class MultipartFiles
{
    private const string Field = "files";
    private const int MaxBoundary = 128;
    private const int MaxName = 255;
    private const int MaxParts = 1_000;

    /// <summary>Each file is disposed of when the next is asked for.</summary>
    public static async IAsyncEnumerable<UploadFile> ReadAsync(
        HttpRequest request, long limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), OpenBody(request, limit));
        for (var parts = 1; await NextAsync(reader, cancellationToken) is { } section; parts++)
        {
            if (parts > MaxParts)
            {
                throw new InferenceException(ErrorKind.InvalidParamValue, $"The body has more than {MaxParts} parts.", Field);
            }

            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !IsFile(disposition))
            {
                continue;
            }

            await using var spool = await FillAsync(section.Body, cancellationToken);
            yield return new UploadFile(NameOf(disposition), section.ContentType, spool);
        }
    }

    private static string BoundaryOf(HttpRequest request)
    {
        var isMultipart = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(MediaType.Multipart, StringComparison.OrdinalIgnoreCase);
        var boundary = isMultipart ? HeaderUtilities.RemoveQuotes(type!.Boundary).ToString() : "";
        return isMultipart && boundary.Length is > 0 and <= MaxBoundary
            ? boundary
            : throw new InferenceException(ErrorKind.UnsupportedMediaType, $"Send the files as {MediaType.Multipart}, with a boundary.");
    }

    /// <summary>Replaces the server's limit, which is that of JSON bodies.</summary>
    private static LimitedBody OpenBody(HttpRequest request, long limit)
    {
        if (request.ContentLength > limit)
        {
            throw LimitedBody.TooLarge(limit);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = limit + 1;
        }

        return new LimitedBody(request.Body, limit);
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw Malformed();
        }
    }

    private static async Task<Spool> FillAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await Spool.FillAsync(body, cancellationToken);
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            throw Malformed();
        }
    }

    // A truncated body, or one without the boundary. Faults of the connection are subclasses of IOException.
    private static bool IsMalformed(Exception exception) =>
        exception is InvalidDataException || (exception is IOException and not BadHttpRequestException && exception.GetType() == typeof(IOException));

    private static InferenceException Malformed() => new(ErrorKind.InvalidParamValue, $"The body is not valid {MediaType.Multipart}.", Field);

    private static bool IsFile(ContentDispositionHeaderValue disposition) =>
        disposition.IsFileDisposition() || HeaderUtilities.RemoveQuotes(disposition.Name).Equals(Field, StringComparison.Ordinal);

    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
        var plain = WellFormedText.Of(WellFormedText.Cut(new string([.. name.ToString().Where(character => !char.IsControl(character))]), MaxName));
        return plain.Length == 0 ? Field : plain;
    }
}

/// <summary>A streamed body with a limit.</summary>
internal sealed class LimitedBody(Stream body, long limit) : ForwardStream
{
    private long _read;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public static InferenceException TooLarge(long limit) =>
        new(ErrorKind.BodyTooLarge, $"The body is larger than the {limit} bytes that {ApiOptions.Section}:{nameof(ApiOptions.MaxUploadBytes)} allows.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read > limit ? throw TooLarge(limit) : read;
    }
}
