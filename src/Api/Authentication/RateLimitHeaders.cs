using System.Globalization;
using Inference.ApiKeys;
using Microsoft.Extensions.Primitives;

namespace Inference.Authentication;

/// <summary>
/// <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c> (Unix seconds) of the window with the least left; a key without
/// limits has none of them.
/// </summary>
internal static class RateLimitHeaders
{
    public static void Write(IHeaderDictionary headers, Admission admission)
    {
        if (admission.Limit is { } limit)
        {
            Write(headers, Text(limit.Limit), Text(limit.Remaining), Text(limit.Reset.ToUnixTimeSeconds()));
        }
    }

    private static void Write(IHeaderDictionary headers, StringValues limit, StringValues remaining, StringValues reset)
    {
        headers["X-RateLimit-Limit"] = limit;
        headers["X-RateLimit-Remaining"] = remaining;
        headers["X-RateLimit-Reset"] = reset;
    }

    private static StringValues Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
