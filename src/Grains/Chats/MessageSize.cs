using System.Collections.Immutable;
using System.Text;
using Inference.Messages;
using Inference.Storage;

namespace Inference.Chats;

/// <summary>What messages weigh: the bytes of their texts, next to which the rest is nothing.</summary>
internal static class MessageSize
{
    /// <summary>What is shown of a whole chat, which is one message from silo to front end: Orleans takes 100 MiB.</summary>
    public const int WholeChat = 32 * 1024 * 1024;

    public const int Window = PageLimit.Bytes;

    /// <summary>The latest messages that fit, and one at the least.</summary>
    public static ImmutableArray<Message> Latest(ImmutableArray<Message> messages, long bytes)
    {
        var start = messages.Length;
        while (start > 0 && ((bytes -= Of(messages[start - 1])) >= 0 || start == messages.Length))
        {
            start--;
        }

        return start == 0 ? messages : messages[start..];
    }

    private static long Of(Message message) =>
        Of(message.Content) + Of(message.Parts) + Of(message.ReasoningContent) + Of(message.Extra)
        + message.ToolCalls.Sum(call => Of(call.Arguments) + Of(call.Extra));

    private static long Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
