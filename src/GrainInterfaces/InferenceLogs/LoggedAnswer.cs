using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.InferenceLogs;

/// <summary>The expert's answer as the log keeps it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LoggedAnswer")]
public sealed record LoggedAnswer
{
    [Id(0)] public string? Content { get; init; }

    [Id(1)] public string? ReasoningContent { get; init; }

    [Id(2)] public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    [Id(3)] public Usage Usage { get; init; } = Usage.None;

    [Id(4)] public TimeSpan Elapsed { get; init; }

    [Id(5)] public FinishReason FinishReason { get; init; }

    /// <summary>Set where the operator does not let contents be logged.</summary>
    [Id(6)] public bool? IsWithheld { get; init; }
}
