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
}
