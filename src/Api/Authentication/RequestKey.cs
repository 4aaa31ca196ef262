using Inference.ApiKeys;
using Microsoft.Extensions.Primitives;

namespace Inference.Authentication;

/// <summary>Finds the API key in a request's headers.</summary>
internal static class RequestKey
{
    private const string Bearer = "Bearer ";

    /// <summary>
    /// The first that is well-formed: some SDKs always send Authorization, with a placeholder when the key is in another header.
    /// </summary>
    public static bool TryRead(IHeaderDictionary headers, out PresentedKey key)
    {
        var authorization = headers.Authorization.ToString().AsSpan();
        return (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && TryParse(authorization[Bearer.Length..], out key))
            || TryParse(headers["x-neo-api-key"], out key)
            || TryParse(headers["x-api-key"], out key);
    }

    private static bool TryParse(StringValues header, out PresentedKey key) => TryParse(header.ToString().AsSpan(), out key);

    private static bool TryParse(ReadOnlySpan<char> text, out PresentedKey key) => ApiKeyFormat.TryParse(text.Trim(), out key);
}
