using System.Collections.Immutable;

namespace Inference.Statistics;

/// <summary>A period, cut into what rollups tell, whole hours and days, and what logs alone do: the parts of hours at its two ends.</summary>
public sealed record StatisticsPeriod
{
    private const long Hour = 3_600_000;
    private const long HoursOfDay = (long)RollupSpan.Day;

    /// <summary>The rollups, none of whose times overlap.</summary>
    public required ImmutableArray<RollupRange> Rollups { get; init; }

    /// <summary>The time that <see cref="Rollups"/> cover.</summary>
    public required TimeRange Covered { get; init; }

    /// <summary>The rest.</summary>
    public required ImmutableArray<TimeRange> Rest { get; init; }

    /// <param name="range">All of it.</param>
    /// <param name="coarsest">The longest rollups that may be used.</param>
    public static StatisticsPeriod Of(TimeRange range, RollupSpan coarsest)
    {
        var (first, last) = (Ceiling(range.From, Hour), Floor(range.To, Hour));
        if (coarsest == RollupSpan.None || first >= last)
        {
            return new StatisticsPeriod { Rollups = [], Covered = default, Rest = [range] };
        }

        var covered = new TimeRange(first * Hour, last * Hour);
        return new StatisticsPeriod
        {
            Rollups = [.. Cut(first, last, coarsest).Where(part => part.From < part.To)],
            Covered = covered,
            Rest = [.. new[] { range with { To = covered.From }, range with { From = covered.To } }.Where(part => !part.IsEmpty)],
        };
    }

    /// <summary>Milliseconds since 1970 at the start of an hour that is counted from there.</summary>
    public static long TimeOf(long hour) => hour * Hour;

    /// <summary>The number of the interval of this length that holds a time, counted from 1970.</summary>
    public static long Floor(long milliseconds, long length) =>
        milliseconds >= 0 ? milliseconds / length : -Ceiling(-milliseconds, length);

    private static long Ceiling(long milliseconds, long length) =>
        milliseconds > 0 ? ((milliseconds - 1) / length) + 1 : milliseconds / length;

    private static IEnumerable<RollupRange> Cut(long first, long last, RollupSpan coarsest)
    {
        var (firstDay, lastDay) = (Ceiling(first, HoursOfDay) * HoursOfDay, Floor(last, HoursOfDay) * HoursOfDay);
        return coarsest == RollupSpan.Hour || firstDay >= lastDay
            ? [new(RollupSpan.Hour, first, last)]
            : [new(RollupSpan.Hour, first, firstDay), new(RollupSpan.Day, firstDay, lastDay), new(RollupSpan.Hour, lastDay, last)];
    }
}

/// <summary>A range of time, in milliseconds since 1970.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public readonly record struct TimeRange(long From, long To)
{
    public bool IsEmpty => From >= To;

    /// <summary>Bounds between two milliseconds count from the next one on, as the logs' times are whole.</summary>
    public static TimeRange Of(DateTimeOffset start, DateTimeOffset end) => new(Milliseconds(start), Milliseconds(end));

    private static long Milliseconds(DateTimeOffset time)
    {
        var (milliseconds, rest) = Math.DivRem(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        return rest > 0 ? milliseconds + 1 : milliseconds;
    }
}
