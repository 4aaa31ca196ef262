using Inference.Messages;

namespace Inference.Routing;

/// <summary>Which expert the router chose.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.RouterResult")]
public sealed record RouterResult
{
    /// <summary>The name that stands for "no expert fits".</summary>
    public const string General = "general";

    [Id(0)] public required string Id { get; init; }

    /// <summary>The expert's name, or <see cref="General"/>.</summary>
    [Id(1)] public required string Expert { get; init; }

    [Id(2)] public string? ExpertId { get; init; }

    [Id(3)] public string? Content { get; init; }

    /// <summary>The choice, its score, the runner-up, and whether it stayed with the expert of the turn before.</summary>
    [Id(4)] public string? ReasoningContent { get; init; }

    [Id(5)] public FinishReason FinishReason { get; init; }

    [Id(6)] public TimeSpan Elapsed { get; init; }

    [Id(7)] public Usage Usage { get; init; } = Usage.None;
}
