using System.Globalization;

namespace Inference.Uploads.Files;

/// <summary>Dates as files have them: ISO, <c>dd/mm/yyyy</c>, <c>dd.mm.yyyy</c>, or a workbook's count of days.</summary>
internal static class Birthdate
{
    private const string Iso = "yyyy-MM-dd";
    private const string Earliest = "1900-01-01";

    // The day comes first wherever the year comes last.
    private static readonly string[] Formats =
    [
        Iso, "d/M/yyyy", "d.M.yyyy", "d-M-yyyy",
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
    ];

    /// <summary>As <c>YYYY-MM-DD</c>. A time of day, with or without a zone, is dropped: a birthdate has no zone.</summary>
    public static bool TryParse(string text, out string date)
    {
        var isDate = DateTime.TryParseExact(
            WithoutZone(text.AsSpan().Trim()), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
        date = isDate ? parsed.ToString(Iso, CultureInfo.InvariantCulture) : "";
        return isDate;
    }

    /// <summary>A spreadsheet's number of days. Only workbooks have them: elsewhere neither the unit nor the epoch of a number is known.</summary>
    public static bool TryParseSerial(string number, bool since1904, out string date)
    {
        date = "";
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) || IsLikelyYear(serial)
            || SerialDate.Of(serial, since1904) is not { } day)
        {
            return false;
        }

        date = day.ToString(Iso, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>What is wrong with a date that can be read, if anything.</summary>
    /// <param name="date">As <c>YYYY-MM-DD</c>.</param>
    /// <param name="now">Tomorrow's date in UTC is accepted: it is today's in time zones ahead of it.</param>
    public static string? FindFault(string date, DateTimeOffset now) =>
        string.CompareOrdinal(date, Earliest) < 0 ? $"birthdate {date} is before 1900"
        : string.CompareOrdinal(date, now.UtcDateTime.AddDays(1).ToString(Iso, CultureInfo.InvariantCulture)) > 0 ? $"birthdate {date} is in the future"
        : null;

    // As serials, whole numbers such as 1985 are days of 1905; they are far more often years.
    private static bool IsLikelyYear(double serial) => serial is >= 1800 and <= 2200 && serial == Math.Floor(serial);

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
