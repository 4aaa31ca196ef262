using Inference.Completions;

namespace Inference.Insights;

/// <summary>Which actions to take with a client, why, through which channel and when.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.Insight")]
public sealed record Insight
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required InsightAnswer Answer { get; init; }

    [Id(2)] public FinishReason FinishReason { get; init; }

    /// <summary>Why the model's answer could not be read; the answer then holds its words as they came.</summary>
    [Id(3)] public string? Error { get; init; }

    [Id(4)] public TimeSpan Elapsed { get; init; }

    [Id(5)] public Usage Usage { get; init; } = Usage.None;
}
