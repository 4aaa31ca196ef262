using System.Collections.Immutable;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Ledger;

/// <summary>About how many bytes a ledger entry adds to storage: the lengths of its texts, and a share for the names and numbers around them.</summary>
internal static class EntrySize
{
    private const int MessageFrame = 160;
    private const int LogFrame = 600;
    private const int SpanFrame = 40;

    public static long OfMessages(LedgerEntry entry) => entry.Chat is { } chat ? chat.Messages.Sum(Of) : 0;

    public static long OfLog(InferenceLog log) =>
        LogFrame
        + log.Messages.Sum(message => Length(message.Content) + Of(message.ToolCalls) + MessageFrame)
        + (log.Answer is { } answer ? Of(answer) : 0)
        + (SpanFrame * (log.Replay?.Order?.Length ?? 0))
        + Length(log.Metadata);

    private static long Of(LoggedAnswer answer) =>
        Length(answer.Content) + Length(answer.ReasoningContent) + Of(answer.ToolCalls) + (answer.Extras?.Sum(Length) ?? 0);

    private static long Of(Message message) =>
        MessageFrame + Length(message.Content) + Length(message.Parts) + Length(message.ReasoningContent) + Length(message.Extra) + Of(message.ToolCalls);

    private static long Of(ImmutableArray<ToolCall> calls) => calls.IsDefaultOrEmpty ? 0 : calls.Sum(call => MessageFrame + Length(call.Arguments) + Length(call.Extra));

    private static long Length(string? text) => text?.Length ?? 0;
}
