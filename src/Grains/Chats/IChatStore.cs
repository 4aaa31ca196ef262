using System.Collections.Immutable;
using Inference.Messages;
using Inference.Paging;

namespace Inference.Chats;

/// <summary>The read side of chats. All writes go through the ledger.</summary>
public interface IChatStore
{
    /// <summary>Header, version, message count, the first message and the latest <paramref name="latest"/> ones.</summary>
    Task<StoredChat?> ReadAsync(string environment, string chatId, int latest, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="count"/> messages from position <paramref name="from"/> on, oldest first.</summary>
    Task<ImmutableArray<Message>> ReadMessagesAsync(
        string environment, string chatId, int from, int count, CancellationToken cancellationToken);

    /// <summary>
    /// The latest messages before position <paramref name="before"/>, oldest first: at most <paramref name="count"/>, and no more than
    /// <paramref name="bytes"/> of them, but one at the least.
    /// </summary>
    Task<ImmutableArray<Message>> ReadBeforeAsync(ChatHeader header, int before, int count, long bytes, CancellationToken cancellationToken);

    /// <summary>Newest first; each chat with at most <paramref name="latest"/> of its latest messages, and fewer where the page would become too large.</summary>
    Task<Page<Chat>> ListAsync(ChatListFilter filter, PageRequest page, int latest, CancellationToken cancellationToken);
}

/// <summary>A chat as a grain needs it when it wakes.</summary>
public sealed record StoredChat
{
    public required ChatHeader Header { get; init; }

    /// <summary>Counts the header's writes; the ledger checks it.</summary>
    public required long Version { get; init; }

    public required int MessageCount { get; init; }

    /// <summary>The message at position 0, which may be the system message.</summary>
    public required Message? First { get; init; }

    /// <summary>The latest messages, oldest first, up to position <see cref="MessageCount"/>.</summary>
    public required ImmutableArray<Message> Latest { get; init; }
}

/// <summary>Which chats: of one environment, of one owner (<see langword="null"/>: all), whose name holds a text.</summary>
public sealed record ChatListFilter(string Environment, string? Owner, string? Name);
