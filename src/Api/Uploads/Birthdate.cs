using System.Globalization;

namespace Inference.Uploads;

/// <summary>Dates as files have them: ISO, <c>dd/mm/yyyy</c>, or a spreadsheet's count of days.</summary>
internal static class Birthdate
{
    private const string Iso = "yyyy-MM-dd";

    private static readonly string[] Formats =
    [
        Iso, "d/M/yyyy",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    /// <summary>As <c>YYYY-MM-DD</c>. A time of day, with or without a zone, is left out: a birthday is where one was born.</summary>
    public static bool TryParse(string text, bool since1904, out string date)
    {
        var local = text.AsSpan().Trim();
        if (DateTime.TryParseExact(WithoutZone(local), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            date = parsed.ToString(Iso, CultureInfo.InvariantCulture);
            return true;
        }

        date = "";
        if (!double.TryParse(local, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) || LooksLikeAYear(serial)
            || SerialDate.Of(serial, since1904) is not { } day)
        {
            return false;
        }

        date = day.ToString(Iso, CultureInfo.InvariantCulture);
        return true;
    }

    // Whole numbers such as 1985 are days of 1905, and hardly ever meant so.
    private static bool LooksLikeAYear(double serial) => serial is >= 1800 and <= 2200 && serial == Math.Floor(serial);

    private static ReadOnlySpan<char> WithoutZone(ReadOnlySpan<char> text)
    {
        if (text.Length <= Iso.Length || !char.IsAsciiDigit(text[0]))
        {
            return text;
        }

        var zone = text[Iso.Length..].IndexOfAny('Z', '+', '-');
        return zone < 0 ? text : text[..(Iso.Length + zone)];
    }
}
