using System.Collections.Immutable;

namespace Inference.Statistics;

/// <summary>What logs add up to.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.LogStatistics")]
public sealed record LogStatistics
{
    public static readonly LogStatistics None = new();

    [Id(0)] public long Calls { get; init; }

    [Id(1)] public long Successes { get; init; }

    [Id(2)] public long InputTokens { get; init; }

    [Id(3)] public long OutputTokens { get; init; }

    /// <summary>Of all calls together.</summary>
    [Id(4)] public long LatencyMilliseconds { get; init; }

    /// <summary>By name.</summary>
    [Id(5)] public ImmutableArray<ModelCalls> Models { get; init; } = [];

    /// <summary>Of the input tokens, those that model servers had in their caches.</summary>
    [Id(6)] public long CachedTokens { get; init; }

    /// <summary>Of the output tokens, those of the reasoning.</summary>
    [Id(7)] public long ReasoningTokens { get; init; }
}

/// <summary>How many calls a model had.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.ModelCalls")]
public readonly record struct ModelCalls(
    [property: Id(0)] string Model,
    [property: Id(1)] long Calls);

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
