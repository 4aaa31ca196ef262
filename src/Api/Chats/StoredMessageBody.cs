using System.ComponentModel.DataAnnotations;
using Inference.Completions;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>A message as chat updates hold it.</summary>
internal sealed record StoredMessageBody : IValidatableObject
{
    public string? Role { get; init; }

    public string? Content { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public string? InferenceLogId { get; init; }

    /// <summary>The call of an assistant message that makes one alone.</summary>
    public ToolCallBody? Function { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Roles.TryParse(Role, out _))
        {
            yield return new ValidationResult("The role is system, developer, user, assistant or tool.", [nameof(Role)]);
        }
    }

    internal Message ToMessage(DateTimeOffset now) => new()
    {
        Role = Roles.Parse(Role!),
        Content = Content,
        Name = Name,
        ToolCalls = ToolCalls is { Count: > 0 } calls ? [.. calls.Select(c => c.ToToolCall())]
            : Function is { } call ? [call.ToToolCall()] : [],
        CreatedAt = CreatedAt ?? now,
        InferenceLogId = InferenceLogId,
    };
}
