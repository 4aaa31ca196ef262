using System.ComponentModel.DataAnnotations;

namespace Inference.Completions.Contract;

/// <summary>That a completion's contents are deleted, as OpenAI's clients read it.</summary>
internal sealed record CompletionDeletionResponse
{
    /// <summary>With <c>deleted: false</c> it is the whole completion, whose object is <c>chat.completion</c>.</summary>
    [Required, AllowedValues("chat.completion.deleted", "chat.completion")]
    public string Object { get; init; } = "chat.completion.deleted";

    public required string Id { get; init; }

    public required bool Deleted { get; init; }
}
