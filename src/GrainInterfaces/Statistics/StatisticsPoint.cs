namespace Inference.Statistics;

/// <summary>One point of a series: an interval, or the part of it that is asked for.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.StatisticsPoint")]
public sealed record StatisticsPoint
{
    [Id(0)] public required DateTimeOffset Start { get; init; }

    [Id(1)] public required DateTimeOffset End { get; init; }

    [Id(2)] public required LogStatistics Statistics { get; init; }

    /// <summary>Within 1.6 % of the milliseconds that half of the calls did not exceed; <see langword="null"/> without calls.</summary>
    [Id(3)] public double? P50Milliseconds { get; init; }

    /// <summary>Likewise of 95 % of the calls.</summary>
    [Id(4)] public double? P95Milliseconds { get; init; }
}
