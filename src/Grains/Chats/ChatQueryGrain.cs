using Inference.Identity;
using Inference.Paging;
using Orleans.Concurrency;

namespace Inference.Chats;

[StatelessWorker, Reentrant, GrainType("chat-queries")]
internal sealed class ChatQueryGrain(IChatStore store) : Grain, IChatQueryGrain
{
    /// <summary>How many messages of each chat a list shows: as many as a window does by default.</summary>
    private const int MessagesShown = 20;

    public Task<Page<Chat>> ListAsync(Caller caller, string? name, PageRequest page, CancellationToken cancellationToken) =>
        store.ListAsync(
            new ChatListFilter(caller.Environment, caller.IsAdmin ? null : caller.Owner, name), page, MessagesShown, cancellationToken);
}
