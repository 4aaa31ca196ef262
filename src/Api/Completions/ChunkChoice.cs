using System.Text.Json.Serialization;

namespace Inference.Completions;

/// <summary>The only choice of a chunk: what is new, and at the end why there is no more.</summary>
internal sealed record ChunkChoice
{
    public int Index { get; init; }

    public required ChunkDelta Delta { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinishReason { get; init; }
}
