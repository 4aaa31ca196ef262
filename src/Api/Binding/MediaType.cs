using Inference.Errors;
using Microsoft.Net.Http.Headers;

namespace Inference.Binding;

/// <summary>Whether a request declares its body as JSON in UTF-8.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string Multipart = "multipart/form-data";

    public static InferenceException? FindFault(HttpRequest request)
    {
        var contentType = request.ContentType;
        if (!string.Equals(contentType, Json, StringComparison.OrdinalIgnoreCase) && !IsJson(contentType))
        {
            return new InferenceException(
                ErrorKind.UnsupportedMediaType,
                string.IsNullOrEmpty(contentType)
                    ? $"The request has no Content-Type; send {Json}."
                    : $"The Content-Type is not supported; send {Json} in UTF-8.");
        }

        return request.Headers.ContentEncoding is { Count: > 0 } encoding && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase)
            ? new InferenceException(ErrorKind.UnsupportedMediaType, "Compressed bodies are not supported; send no Content-Encoding.")
            : null;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').ToUpperInvariant() is "UTF-8" or "UTF8" or "US-ASCII");
}
