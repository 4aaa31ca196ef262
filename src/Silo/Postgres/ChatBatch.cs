using Inference.Ledger;
using Inference.Messages;
using Inference.Storage;

namespace Inference.Postgres;

/// <summary>The chats of one ledger batch: as they were read, then as each unit that fits leaves them, and what is to be written of it.</summary>
internal sealed class ChatBatch
{
    private readonly SortedDictionary<(string Environment, string Id), ChatDraft> _chats;

    public ChatBatch(IEnumerable<LedgerEntry> units)
    {
        _chats = new SortedDictionary<(string, string), ChatDraft>(OrdinalPair.Comparer);
        foreach (var unit in units)
        {
            if (unit.Chat is { } change)
            {
                _chats.TryAdd((change.Environment, change.ChatId), new ChatDraft());
            }
        }
    }

    public bool IsEmpty => _chats.Count == 0;

    /// <summary>In the order in which everybody locks them.</summary>
    public (string[] Environments, string[] Ids) Keys =>
        ([.. _chats.Keys.Select(chat => chat.Environment)], [.. _chats.Keys.Select(chat => chat.Id)]);

    /// <summary>The chats that are written, each with its key.</summary>
    public IEnumerable<KeyValuePair<(string Environment, string Id), ChatDraft>> Drafts => _chats;

    /// <summary>What was read of a chat.</summary>
    public void Found(string environment, string id, long version, int count)
    {
        var chat = _chats[(environment, id)];
        chat.StoredVersion = chat.Version = version;
        chat.Count = count;
    }

    /// <summary>Whether the chat is, after the units before, as the change expects it. A chat begins with its header.</summary>
    public bool Fits(ChatChange change)
    {
        if (change is { ExpectedVersion: 0, Header: null, Deletes: false })
        {
            return false;
        }

        var chat = _chats[(change.Environment, change.ChatId)];
        return chat.Version == change.ExpectedVersion && chat.Count == change.ExpectedCount;
    }

    /// <summary>Takes in a change that <see cref="Fits"/>.</summary>
    public void Apply(ChatChange change)
    {
        var chat = _chats[(change.Environment, change.ChatId)];
        if (change.Deletes || change.ReplacesMessages)
        {
            chat.Wipe();
        }

        if (change.Deletes)
        {
            (chat.Version, chat.Header) = (0, null);
            return;
        }

        if (change.Header is { } header)
        {
            (chat.Version, chat.Header) = (change.ExpectedVersion + 1, header);
        }

        foreach (var message in change.Messages)
        {
            chat.Messages.Add((chat.Count++, StorageJson.Serialize<Message>(message)));
        }
    }
}
