namespace Inference.Statistics;

/// <summary>Which logs are counted. Environment and owner are the caller's bounds, the rest is what the client asks.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.StatisticsFilter")]
public sealed record StatisticsFilter
{
    [Id(0)] public required string Environment { get; init; }

    /// <summary><see langword="null"/> for admins: every owner.</summary>
    [Id(1)] public string? Owner { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(2)] public required DateTimeOffset Start { get; init; }

    /// <summary>Exclusive.</summary>
    [Id(3)] public required DateTimeOffset End { get; init; }

    [Id(4)] public string? User { get; init; }

    [Id(5)] public string? ApiKeyId { get; init; }

    [Id(6)] public string? Model { get; init; }

    [Id(7)] public string? Type { get; init; }

    [Id(8)] public string? CorrelationId { get; init; }

    /// <summary>Whether it asks for what rollups do not tell apart.</summary>
    public bool NeedsLogs => User is not null || CorrelationId is not null;
}

/// <summary>The distance between a series' points, in UTC.</summary>
public enum StatisticsInterval
{
    Minute = 0,
    Hour = 1,
    Day = 2,
}

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
