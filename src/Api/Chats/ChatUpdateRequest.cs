using System.ComponentModel.DataAnnotations;
using Inference.Binding;
using Inference.Completions.Contract;
using Inference.Messages;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Chats;

/// <summary>A change to a chat: only the fields that are given change; null clears a setting.</summary>
internal sealed record ChatUpdateRequest : IPatch, ILargeBody, ISourceBody
{
    [StringLength(256)]
    public string? Name { get; init; }

    public string? Model { get; init; }

    [Range(1, int.MaxValue)]
    public int? MaxTokens { get; init; }

    [Range(0.0, 2.0)]
    public double? Temperature { get; init; }

    public bool? GuardEnabled { get; init; }

    public bool? RouterEnabled { get; init; }

    /// <summary>Replaces the conversation.</summary>
    public IReadOnlyList<StoredMessageBody>? Messages { get; init; }

    /// <summary>Replaces the latest answer, or adds it where the conversation waits for one.</summary>
    public LastResponseBody? LastResponse { get; init; }

    void ISourceBody.KeepSource(ReadOnlySpan<byte> json) => SourceJson.Keep(json, Messages ?? [], []);

    internal ChatUpdate ToUpdate(IReadOnlyList<string> cleared, DateTimeOffset now) => new()
    {
        Name = Name,
        Settings = new ChatSettings
        {
            Model = Model,
            Temperature = Temperature,
            MaxTokens = MaxTokens,
            GuardEnabled = GuardEnabled,
            RouterEnabled = RouterEnabled,
        },
        Messages = Messages is null ? null : [.. Messages.Select(m => m.ToMessage(now))],
        LastAnswer = LastResponse?.ToMessage(now),
        Cleared = [.. cleared],
    };
}

/// <summary>A message as chat updates hold it: all that a chat shows of one, and what logs do.</summary>
internal sealed record StoredMessageBody : ExtensibleBody, IValidatableObject, IHasContent
{
    public string? Role { get; init; }

    [ShownAs("string", "null", "array", ItemType = "object")]
    public MessageContent? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public string? InferenceLogId { get; init; }

    /// <summary>The call of an assistant message that makes one alone.</summary>
    public ToolCallBody? Function { get; init; }

    /// <summary>Accepted beside tool_calls.</summary>
    public IReadOnlyList<ToolCallBody>? ToolCall { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Roles.TryParse(Role, out _))
        {
            yield return new ValidationResult("The role is system, developer, user, assistant or tool.", [nameof(Role)]);
        }
    }

    internal Message ToMessage(DateTimeOffset now) => ToBody().ToMessage() with
    {
        CreatedAt = CreatedAt ?? now,
        InferenceLogId = InferenceLogId,
    };

    private MessageBody ToBody() => new()
    {
        Role = Role!,
        Content = Content,
        ReasoningContent = ReasoningContent,
        Name = Name,
        ToolCalls = ToolCalls is { Count: > 0 } ? ToolCalls : ToolCall is { Count: > 0 } ? ToolCall : Function is { } call ? [call] : null,
        ToolCallId = ToolCallId,
        Extra = Extra,
    };
}

/// <summary>The chat's latest answer as a client edits it; guard and router are only shown.</summary>
internal sealed record LastResponseBody
{
    public AnswerPart? Answer { get; init; }

    public GuardPart? Guard { get; init; }

    public RouterPart? Router { get; init; }

    internal Message? ToMessage(DateTimeOffset now) => Answer is null ? null : new Message
    {
        Role = Role.Assistant,
        Content = Answer.Content,
        ReasoningContent = Answer.ReasoningContent,
        ToolCalls = Answer.ToolCalls is { Count: > 0 } calls ? [.. calls.Select(c => c.ToToolCall())] : [],
        CreatedAt = now,
    };

    public sealed record AnswerPart
    {
        public string? Content { get; init; }

        public string? ReasoningContent { get; init; }

        public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }
    }

    public sealed record GuardPart
    {
        public string? Category { get; init; }

        public string? Content { get; init; }

        public string? ReasoningContent { get; init; }
    }

    public sealed record RouterPart
    {
        public string? Expert { get; init; }

        public string? Content { get; init; }

        public string? ReasoningContent { get; init; }
    }
}
