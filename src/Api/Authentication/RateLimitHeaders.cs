using System.Globalization;
using Inference.ApiKeys;
using Inference.Errors;
using Microsoft.Extensions.Primitives;

namespace Inference.Authentication;

/// <summary>
/// <c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c> (Unix seconds) of the window with the least left. A key without limits says so with the
/// largest 32-bit number: the headers are always there, always integers, and no client's arithmetic has to know about "unlimited".
/// </summary>
internal static class RateLimitHeaders
{
    private static readonly StringValues Unlimited = int.MaxValue.ToString(CultureInfo.InvariantCulture);

    public static void Write(IHeaderDictionary headers, Admission admission, TimeProvider clock)
    {
        if (admission.Limit is { } limit)
        {
            Write(headers, Text(limit.Limit), Text(limit.Remaining), Text(limit.Reset.ToUnixTimeSeconds()));
        }
        else if (admission.Refusal is not ErrorKind.InvalidApiKey)
        {
            Write(headers, Unlimited, Unlimited, Text(clock.GetUtcNow().ToUnixTimeSeconds()));
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
