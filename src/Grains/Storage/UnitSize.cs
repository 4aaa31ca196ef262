using System.Collections.Immutable;
using Inference.Completions;
using Inference.InferenceLogs;
using Inference.Ledger;

namespace Inference.Storage;

/// <summary>About how many bytes a ledger unit adds to storage: the lengths of its texts, and a share for the names and numbers around them.</summary>
internal static class UnitSize
{
    private const int MessageFrame = 160;
    private const int LogFrame = 600;

    public static long OfMessages(LedgerUnit unit) => unit.Chat is { } chat ? chat.Messages.Sum(Of) : 0;

    public static long OfLog(InferenceLog log) =>
        LogFrame
        + log.Messages.Sum(message => Length(message.Content) + Of(message.ToolCalls) + MessageFrame)
        + (log.Answer is { } answer ? Length(answer.Content) + Length(answer.ReasoningContent) + Of(answer.ToolCalls) : 0)
        + Length(log.Metadata);

    private static long Of(Message message) =>
        MessageFrame + Length(message.Content) + Length(message.Parts) + Length(message.ReasoningContent) + Of(message.ToolCalls);

    private static long Of(ImmutableArray<ToolCall> calls) => calls.IsDefaultOrEmpty ? 0 : calls.Sum(call => MessageFrame + Length(call.Arguments));

    private static long Length(string? text) => text?.Length ?? 0;
}
