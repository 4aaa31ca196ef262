namespace Inference.Statistics;

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
