namespace Inference.Completions;

/// <summary>What a chunk adds to the answer.</summary>
internal sealed record ChunkDelta
{
    public static readonly ChunkDelta Empty = new();

    public string? Role { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }
}
