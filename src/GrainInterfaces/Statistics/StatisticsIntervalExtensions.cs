namespace Inference.Statistics;

public static class StatisticsIntervalExtensions
{
    public static TimeSpan Length(this StatisticsInterval interval) => interval switch
    {
        StatisticsInterval.Minute => TimeSpan.FromMinutes(1),
        StatisticsInterval.Hour => TimeSpan.FromHours(1),
        StatisticsInterval.Day => TimeSpan.FromDays(1),
    };

    /// <summary>The number of the interval that holds a time, counted from 1970.</summary>
    public static long NumberAt(this StatisticsInterval interval, DateTimeOffset time)
    {
        var (number, rest) = Math.DivRem(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, interval.Length().Ticks);
        return rest < 0 ? number - 1 : number;
    }

    /// <summary>How many intervals a period meets.</summary>
    public static long CountBetween(this StatisticsInterval interval, DateTimeOffset start, DateTimeOffset end) =>
        interval.NumberAt(end.AddTicks(-1)) - interval.NumberAt(start) + 1;
}
