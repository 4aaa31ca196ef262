using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Chats;

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
