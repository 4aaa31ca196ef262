using Inference.Chats;
using Inference.Ledger;
using Inference.Messages;
using Inference.Storage;

namespace Inference.Postgres.Ledger;

/// <summary>The chats of one ledger batch: as they were read, then as each entry that fits leaves them, and the rows to write.</summary>
internal sealed class ChatBatch
{
    private readonly SortedDictionary<(string Environment, string Id), ChatDraft> _chats;

    public ChatBatch(IEnumerable<LedgerEntry> entries)
    {
        _chats = new SortedDictionary<(string, string), ChatDraft>(OrdinalPair.Comparer);
        foreach (var entry in entries)
        {
            if (entry.Chat is { } change)
            {
                _chats.TryAdd((change.Environment, change.ChatId), new ChatDraft());
            }
        }
    }

    public bool IsEmpty => _chats.Count == 0;

    /// <summary>In the order in which every transaction locks them.</summary>
    public (string[] Environments, string[] Ids) Keys =>
        ([.. _chats.Keys.Select(chat => chat.Environment)], [.. _chats.Keys.Select(chat => chat.Id)]);

    /// <summary>The chats that are written, each with its key.</summary>
    public IEnumerable<KeyValuePair<(string Environment, string Id), ChatDraft>> Drafts => _chats;

    /// <summary>Sets what the database has of a chat.</summary>
    public void SetStored(string environment, string id, long version, int count)
    {
        var chat = _chats[(environment, id)];
        chat.StoredVersion = chat.Version = version;
        chat.Count = count;
    }

    /// <summary>Whether the chat is, after the entries before, as the change expects it. A chat begins with its header.</summary>
    public bool Fits(ChatChange change)
    {
        if (change is { ExpectedVersion: 0, Header: null, Deletes: false })
        {
            return false;
        }

        var chat = _chats[(change.Environment, change.ChatId)];
        return chat.Version == change.ExpectedVersion && chat.Count == change.ExpectedCount;
    }

    /// <summary>Applies a change that <see cref="Fits"/>.</summary>
    public void Apply(ChatChange change)
    {
        var chat = _chats[(change.Environment, change.ChatId)];
        if (change.Deletes || change.ReplacesMessages)
        {
            chat.DeleteMessages();
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

/// <summary>A chat while a batch changes it.</summary>
internal sealed class ChatDraft
{
    /// <summary>The header's version in the database; 0 when there is none.</summary>
    public long StoredVersion { get; set; }

    public long Version { get; set; }

    public int Count { get; set; }

    /// <summary>The header to write, if it changed.</summary>
    public ChatHeader? Header { get; set; }

    /// <summary>The messages to append, each with its position.</summary>
    public List<(int Position, byte[] Message)> Messages { get; } = [];

    /// <summary>Whether the messages that are in the database are deleted.</summary>
    public bool DeletesMessages { get; private set; }

    public bool IsNew => StoredVersion == 0 && Header is not null;

    public bool IsChanged => StoredVersion > 0 && Header is not null;

    public bool IsDeleted => StoredVersion > 0 && Version == 0;

    public void DeleteMessages()
    {
        DeletesMessages = true;
        Count = 0;
        Messages.Clear();
    }
}

/// <summary>The order in which every transaction locks rows, so that no two wait for each other.</summary>
internal sealed class OrdinalPair : IComparer<(string First, string Second)>
{
    public static OrdinalPair Comparer { get; } = new();

    public int Compare((string First, string Second) x, (string First, string Second) y) =>
        string.CompareOrdinal(x.First, y.First) is var first and not 0 ? first : string.CompareOrdinal(x.Second, y.Second);
}
