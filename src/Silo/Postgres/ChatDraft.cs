using Inference.Chats;

namespace Inference.Postgres;

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
    public bool Wipes { get; private set; }

    public bool IsNew => StoredVersion == 0 && Header is not null;

    public bool IsChanged => StoredVersion > 0 && Header is not null;

    public bool IsDeleted => StoredVersion > 0 && Version == 0;

    public void Wipe()
    {
        Wipes = true;
        Count = 0;
        Messages.Clear();
    }
}
