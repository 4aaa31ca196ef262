using System.Globalization;

namespace Inference.Requests;

/// <summary>Dates as the API speaks them: RFC 3339, in UTC with milliseconds.</summary>
internal static class Rfc3339
{
    /// <summary>What is told to who sends something else.</summary>
    public const string Expectation = "an RFC 3339 date and time such as 2026-01-31T12:00:00Z";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    /// <summary>A time without an offset is taken as UTC.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    public static bool TryFormat(DateTimeOffset time, Span<byte> utf8, out int written) =>
        time.UtcDateTime.TryFormat(utf8, out written, Format, CultureInfo.InvariantCulture);
}
