using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>Reads messages of a chat that a grain remembers: from its memory where they are there, from storage otherwise.</summary>
internal static class ChatReading
{
    /// <summary>The messages from one position to another, or the latest of them that fit.</summary>
    public static async Task<Chat> ReadAsync(
        this IChatStore store, ChatMemory chat, Range positions, long bytes, CancellationToken cancellationToken)
    {
        var (start, end) = (positions.Start.Value, Math.Min(positions.End.Value, chat.Count));
        var messages = start >= chat.FirstRemembered
            ? MessageSize.Latest(chat.Latest[(start - chat.FirstRemembered)..(end - chat.FirstRemembered)], bytes)
            : await store.ReadBeforeAsync(chat.Header, end, end - start, bytes, cancellationToken);
        return new Chat
        {
            Header = chat.Header,
            Messages = messages,
            FirstPosition = end - messages.Length,
            TotalMessages = chat.Count,
            UpdatedAt = chat.UpdatedAt,
        };
    }

    /// <summary>Every message, however many there are.</summary>
    public static async Task<ImmutableArray<Message>> ReadAllAsync(this IChatStore store, ChatMemory chat, CancellationToken cancellationToken) =>
        chat.FirstRemembered == 0
            ? chat.Latest
            : await store.ReadMessagesAsync(chat.Header.Environment, chat.Header.Id, 0, chat.Count, cancellationToken);

    /// <summary>The conversation as an update would have it, or <see langword="null"/> when it stays as it is.</summary>
    public static async Task<ImmutableArray<Message>?> ReadReplacementAsync(
        this IChatStore store, ChatMemory chat, ChatUpdate update, CancellationToken cancellationToken)
    {
        if (update.LastAnswer is not { } answer)
        {
            return update.Messages;
        }

        var messages = update.Messages ?? await store.ReadAllAsync(chat, cancellationToken);
        return messages is [.., { Role: Role.Assistant }] ? messages.SetItem(messages.Length - 1, answer) : messages.Add(answer);
    }
}
