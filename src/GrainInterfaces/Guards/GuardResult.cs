using Inference.Messages;

namespace Inference.Guards;

/// <summary>What the guard says of a conversation.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.GuardResult")]
public sealed record GuardResult
{
    public const string Safe = "safe";

    [Id(0)] public required string Id { get; init; }

    /// <summary><see cref="Safe"/>, or the category of risk.</summary>
    [Id(1)] public required string Category { get; init; }

    [Id(2)] public string? Content { get; init; }

    [Id(3)] public string? ReasoningContent { get; init; }

    [Id(4)] public FinishReason FinishReason { get; init; }

    [Id(5)] public TimeSpan Elapsed { get; init; }

    [Id(6)] public Usage Usage { get; init; } = Usage.None;

    public bool IsSafe => string.Equals(Category, Safe, StringComparison.Ordinal);
}
