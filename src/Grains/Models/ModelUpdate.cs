using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Models;

/// <summary>A piece of a model's answer.</summary>
internal sealed record ModelUpdate
{
    /// <summary>The catalog's name of the model that answers: a fallback's, when one does.</summary>
    public required string Model { get; init; }

    public string? Text { get; init; }

    public string? Reasoning { get; init; }

    public ImmutableArray<ToolCallDelta> ToolCalls { get; init; } = [];

    public FinishReason? FinishReason { get; init; }

    public Usage? Usage { get; init; }
}
