using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Models;

/// <summary>A model's whole answer.</summary>
internal sealed record ModelAnswer
{
    /// <summary>The catalog's name of the model that answered: a fallback's, when one did.</summary>
    public required string Model { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    public required FinishReason FinishReason { get; init; }

    public required Usage Usage { get; init; }
}
