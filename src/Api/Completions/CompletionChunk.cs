using System.ComponentModel.DataAnnotations;

namespace Inference.Completions;

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
}
