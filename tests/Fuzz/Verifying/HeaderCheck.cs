using System.Globalization;
using System.Text.RegularExpressions;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>The headers that every answer has, and those that answers under /v1 have.</summary>
internal static partial class HeaderCheck
{
    private static readonly string[] RateLimits = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"];

    public static IEnumerable<Fault> Check(Exchange exchange, bool withSecurityHeaders)
    {
        var (request, answer) = (exchange.Request, exchange.Answer);
        if (answer.RequestId is not { } id || !RequestId().IsMatch(id))
        {
            yield return Fault.Of(Rule.Headers, exchange, $"{answer.Status} without an x-request-id of the server's");
        }

        if (!answer.Body.IsEmpty && answer.MediaType.Length == 0)
        {
            yield return Fault.Of(Rule.Headers, exchange, $"{answer.Status} without a Content-Type");
        }

        if (!request.Operation.NeedsKey || StatusCheck.IsOfAnotherOperation(request))
        {
            yield break;
        }

        if (withSecurityHeaders && !answer.Headers.GetValueOrDefault("Cache-Control", "").Contains("no-store", StringComparison.Ordinal))
        {
            yield return Fault.Of(Rule.Headers, exchange, "no Cache-Control: no-store");
        }

        if (withSecurityHeaders && answer.Headers.GetValueOrDefault("X-Content-Type-Options") != "nosniff")
        {
            yield return Fault.Of(Rule.Headers, exchange, "no X-Content-Type-Options: nosniff");
        }

        var isLimited = request.Credential is { IsKnown: true, HasLimit: true } || RateLimits.Any(answer.Headers.ContainsKey);
        if (isLimited && RateLimits.FirstOrDefault(name => !IsNumber(answer.Headers.GetValueOrDefault(name))) is { } missing)
        {
            yield return Fault.Of(Rule.Headers, exchange, $"{answer.Status} without {missing}");
        }

        if (request.Credential is { IsKnown: true, HasLimit: false } && RateLimits.Any(answer.Headers.ContainsKey))
        {
            yield return Fault.Of(Rule.Headers, exchange, $"{answer.Status} with the limit of a key that has none");
        }

        if (answer.Status is 429 && !IsNumber(answer.Headers.GetValueOrDefault("Retry-After")))
        {
            yield return Fault.Of(Rule.Headers, exchange, "429 without Retry-After");
        }
    }

    private static bool IsNumber(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    [GeneratedRegex("^req_[0-9a-f]{32}$")]
    private static partial Regex RequestId();
}
