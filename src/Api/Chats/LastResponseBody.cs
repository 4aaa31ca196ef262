using Inference.Completions;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>The chat's latest answer as a client would have it; guard and router are told, not changed.</summary>
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
