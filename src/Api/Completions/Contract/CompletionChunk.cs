using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Completions.Contract;

/// <summary>One SSE message of a streamed answer.</summary>
internal sealed record CompletionChunk
{
    public required string Id { get; init; }

    [Required, AllowedValues("chat.completion.chunk")]
    public string Object { get; init; } = "chat.completion.chunk";

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    public required string Model { get; init; }

    public string? CompletionId { get; init; }

    public string? ChatId { get; init; }

    /// <summary>One choice with a delta, possibly empty; none in the chunk that brings the usage.</summary>
    public required IReadOnlyList<ChunkChoice> Choices { get; init; }

    public GuardBody? Guard { get; init; }

    public RouterBody? Router { get; init; }

    public UsageBody? Usage { get; init; }

    /// <summary>Members of the model server's that the product has none of its own for, such as <c>system_fingerprint</c>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The only choice of a chunk: what is new, and at the end why there is no more.</summary>
internal sealed record ChunkChoice
{
    public int Index { get; init; }

    public required ChunkDelta Delta { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FinishReason { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>What a chunk adds to the answer.</summary>
internal sealed record ChunkDelta
{
    public static readonly ChunkDelta Empty = new();

    public string? Role { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
