using System.Collections.Immutable;
using Inference.Completions;
using Inference.Paging;

namespace Inference.Chats;

/// <summary>The read side of chats. Whatever is written goes through the ledger.</summary>
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
