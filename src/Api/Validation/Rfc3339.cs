using System.Globalization;

namespace Inference.Validation;

/// <summary>The API's format of dates: RFC 3339, in UTC with milliseconds.</summary>
internal static class Rfc3339
{
    /// <summary>Follows "must be" in errors.</summary>
    public const string Expectation = "an RFC 3339 date and time such as 2026-01-31T12:00:00Z";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int DateLength = 10;
    private const int MinutesLength = 16;
    private const int SecondsLength = 19;

    // What .NET keeps of a second; further digits are cut.
    private const int TickDigits = 7;
    private const int LeapSecond = 60;

    /// <summary>
    /// As the RFC has it: any number of decimals, small letters, a space for the T. Beyond it, a time without an offset is taken as UTC, seconds may be left
    /// out, and a date alone is its first moment. A leap second is the second after it, as clocks that have none count.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (!TryReadDate(text, out var date))
        {
            return false;
        }

        if (text.Length == DateLength)
        {
            time = new DateTimeOffset(date, TimeSpan.Zero);
            return true;
        }

        return TryReadClock(text, out var clock, out var length)
            && TryReadFraction(text[length..], clock, out var fraction, out var digits)
            && TryReadOffset(text[(length + digits)..], out var offset)
            && TryCombine(date, clock, fraction, offset, out time);
    }

    public static bool TryFormat(DateTimeOffset time, Span<byte> utf8, out int written) =>
        time.UtcDateTime.TryFormat(utf8, out written, Format, CultureInfo.InvariantCulture);

    private static bool TryReadDate(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (text.Length < DateLength || text[4] != '-' || text[7] != '-'
            || !TryReadNumber(text[..4], 1, 9999, out var year)
            || !TryReadNumber(text[5..7], 1, 12, out var month)
            || !TryReadNumber(text[8..10], 1, DateTime.DaysInMonth(year, month), out var day))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>Hours, minutes and seconds, and where the text goes on after them.</summary>
    private static bool TryReadClock(ReadOnlySpan<char> text, out Clock clock, out int length)
    {
        (clock, length) = (default, MinutesLength);
        if (text.Length < MinutesLength || text[10] is not ('T' or 't' or ' ') || text[13] != ':'
            || !TryReadNumber(text[11..13], 0, 23, out var hour)
            || !TryReadNumber(text[14..16], 0, 59, out var minute))
        {
            return false;
        }

        var second = 0;
        if (text.Length > MinutesLength && text[MinutesLength] == ':')
        {
            length = SecondsLength;
            if (text.Length < SecondsLength || !TryReadNumber(text[17..19], 0, LeapSecond, out second))
            {
                return false;
            }
        }

        clock = new Clock(hour, minute, second, HasSeconds: length == SecondsLength);
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<char> rest, Clock clock, out long ticks, out int length)
    {
        (ticks, length) = (0, 0);
        if (rest is not ['.', ..] || !clock.HasSeconds)
        {
            return true;
        }

        for (length = 1; length < rest.Length && char.IsAsciiDigit(rest[length]); length++)
        {
            if (length <= TickDigits)
            {
                ticks = (ticks * 10) + (rest[length] - '0');
            }
        }

        for (var digit = length; digit <= TickDigits; digit++)
        {
            ticks *= 10;
        }

        return length > 1;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> rest, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (rest is [] or ['Z' or 'z'])
        {
            return true;
        }

        if (rest is not ['+' or '-', _, _, ':', _, _]
            || !TryReadNumber(rest[1..3], 0, 23, out var hours)
            || !TryReadNumber(rest[4..6], 0, 59, out var minutes))
        {
            return false;
        }

        offset = new TimeSpan(rest[0] == '-' ? -hours : hours, rest[0] == '-' ? -minutes : minutes, 0);
        return true;
    }

    private static bool TryCombine(DateTime date, Clock clock, long fraction, TimeSpan offset, out DateTimeOffset time)
    {
        time = default;
        var minute = date.Ticks + new TimeSpan(clock.Hour, clock.Minute, 0).Ticks - offset.Ticks;
        var ticks = minute + (clock.Second * TimeSpan.TicksPerSecond) + fraction;
        if (minute < 0 || ticks > DateTime.MaxValue.Ticks || (clock.Second == LeapSecond && !EndsMonth(minute)))
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Whether it is the last minute of a month in UTC: the only one that a leap second may follow.</summary>
    private static bool EndsMonth(long minute) => new DateTime(minute, DateTimeKind.Utc).AddMinutes(1) is { Day: 1, Hour: 0, Minute: 0 };

    private static bool TryReadNumber(ReadOnlySpan<char> digits, int minimum, int maximum, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return value >= minimum && value <= maximum;
    }

    private readonly record struct Clock(int Hour, int Minute, int Second, bool HasSeconds);
}
