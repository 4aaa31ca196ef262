using System.Runtime.CompilerServices;
using Inference.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Inference.Uploads;

/// <summary>The files of a multipart body, one after the other, as they come. What is no file is passed over.</summary>
internal static class MultipartFiles
{
    public const string MediaType = "multipart/form-data";

    private const string Field = "files";
    private const int MaxBoundary = 128;
    private const int MaxName = 255;
    private const int MaxParts = 1_000;

    /// <summary>Each file is gone once the next is asked for.</summary>
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
            && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);
        var boundary = isMultipart ? HeaderUtilities.RemoveQuotes(type!.Boundary).ToString() : "";
        return isMultipart && boundary.Length is > 0 and <= MaxBoundary
            ? boundary
            : throw new InferenceException(ErrorKind.UnsupportedMediaType, $"Send the files as {MediaType}, with a boundary.");
    }

    /// <summary>The limit of JSON bodies, which the server has for all, is not ours.</summary>
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

    // A body that ends in the middle, or has no boundary. What the server says of the connection is its own kind of these.
    private static bool IsMalformed(Exception exception) =>
        exception is InvalidDataException || (exception is IOException and not BadHttpRequestException && exception.GetType() == typeof(IOException));

    private static InferenceException Malformed() => new(ErrorKind.InvalidParamValue, $"The body is not valid {MediaType}.", Field);

    private static bool IsFile(ContentDispositionHeaderValue disposition) =>
        disposition.IsFileDisposition() || HeaderUtilities.RemoveQuotes(disposition.Name).Equals(Field, StringComparison.Ordinal);

    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
        var plain = WellFormedText.Of(WellFormedText.Cut(new string([.. name.ToString().Where(character => !char.IsControl(character))]), MaxName));
        return plain.Length == 0 ? Field : plain;
    }
}
