using System.Globalization;
using System.Net.Http.Headers;

namespace Inference.Models.Wire;

/// <summary>What a server's headers say on repeating a request: <c>Retry-After</c> in seconds or as a date, <c>retry-after-ms</c>, <c>x-should-retry</c>.</summary>
/// <param name="After">How long to wait, at least zero.</param>
/// <param name="ShouldRetry">Whether to repeat at all, where the server says so.</param>
internal readonly record struct RetryHints(TimeSpan? After, bool? ShouldRetry)
{
    // A day: what a server says beyond that is no time to wait.
    private const double LongestSeconds = 86_400;

    public static RetryHints Of(HttpResponseHeaders headers, DateTimeOffset now) => new(
        Milliseconds(headers) ?? Seconds(headers) ?? Date(headers, now),
        Value(headers, "x-should-retry")?.ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => null });

    private static TimeSpan? Milliseconds(HttpResponseHeaders headers) =>
        Number(Value(headers, "retry-after-ms")) is { } milliseconds ? Bounded(milliseconds / 1_000) : null;

    private static TimeSpan? Seconds(HttpResponseHeaders headers) =>
        Number(Value(headers, "Retry-After")) is { } seconds ? Bounded(seconds) : null;

    private static TimeSpan? Date(HttpResponseHeaders headers, DateTimeOffset now) =>
        DateTimeOffset.TryParse(
            Value(headers, "Retry-After"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            ? Bounded((date - now).TotalSeconds)
            : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestSeconds));

    private static string? Value(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
