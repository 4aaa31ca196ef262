using System.Globalization;
using System.Text.RegularExpressions;

namespace Inference.PersonaDrafts;

/// <summary>A date as people write it: 1990-01-31, 31/01/1990, 31 January 1990, January 31st, 1990.</summary>
internal static partial class StatedDate
{
    private const int Reach = 60;
    private const int FirstYear = 1850;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The date of the persona's birth, where the text speaks of it.</summary>
    public static string? FindBirthdate(string text, DateOnly today)
    {
        foreach (Match birth in Birth().Matches(text))
        {
            var end = birth.Index + birth.Length;
            if (!OtherPeople.AreMeant(text, birth.Index) && Read(text.Substring(end, Math.Min(Reach, text.Length - end)), today) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    /// <summary>The first date of a text, as YYYY-MM-DD. What is no day of the calendar, or yet to come, is none.</summary>
    public static string? Read(string text, DateOnly today)
    {
        if (Date().Match(text) is not { Success: true } found)
        {
            return null;
        }

        var (year, day) = (Number(found, "year"), Number(found, "day"));
        var month = found.Groups["name"].Success
            ? Array.IndexOf(Months, found.Groups["name"].Value[..3].ToLowerInvariant()) + 1
            : Number(found, "month");
        return year >= FirstYear && year <= today.Year && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && new DateOnly(year, month, day) is var date && date <= today
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
    }

    private static int Number(Match found, string group) => int.Parse(found.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?:born|birth\s?date|birthday|date\s+of\s+birth|dob)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Birth();

    [GeneratedRegex("""
        (?<!\d)(?:
            (?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})
          | (?<day>\d{1,2})[/.](?<month>\d{1,2})[/.](?<year>\d{4})
          | (?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6})\.?,?\s+(?<year>\d{4})
          | \b(?<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})
        )(?!\d)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
