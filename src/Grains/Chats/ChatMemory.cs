using System.Collections.Immutable;
using Inference.Ledger;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>What a grain remembers of its chat: the header, the first message, and the latest ones up to a bound.</summary>
internal sealed record ChatMemory
{
    public required ChatHeader Header { get; init; }

    /// <summary>The header's version in storage.</summary>
    public required long Version { get; init; }

    public required int Count { get; init; }

    public required Message? First { get; init; }

    /// <summary>Oldest first; ends at <see cref="Count"/>.</summary>
    public required ImmutableArray<Message> Latest { get; init; }

    public int FirstRemembered => Count - Latest.Length;

    public DateTimeOffset UpdatedAt =>
        Latest is [.., { CreatedAt: { } last }] && last > Header.UpdatedAt ? last : Header.UpdatedAt;

    public static ChatMemory From(StoredChat stored) => new()
    {
        Header = stored.Header,
        Version = stored.Version,
        Count = stored.MessageCount,
        First = stored.First,
        Latest = stored.Latest,
    };

    /// <summary>After a change that deletes no chat; the first one makes it.</summary>
    public static ChatMemory After(ChatMemory? before, ChatChange change, int bound)
    {
        var chat = before ?? new ChatMemory { Header = change.Header!, Version = 0, Count = 0, First = null, Latest = [] };
        if (change.Header is { } header)
        {
            chat = chat with { Header = header, Version = chat.Version + 1 };
        }

        return change.ReplacesMessages ? chat.Replace(change.Messages, bound) : chat.Append(change.Messages, bound);
    }

    public Turn ToTurn() => new() { Header = Header, History = Context(), MessageCount = Count };

    public ChatMemory Append(ImmutableArray<Message> messages, int bound)
    {
        var latest = Latest.AddRange(messages);
        return this with
        {
            Count = Count + messages.Length,
            First = First ?? messages.FirstOrDefault(),
            Latest = latest.Length > bound ? latest.RemoveRange(0, latest.Length - bound) : latest,
        };
    }

    public ChatMemory Replace(ImmutableArray<Message> messages, int bound) =>
        (this with { Count = 0, First = null, Latest = [] }).Append(messages, bound);

    /// <summary>
    /// What a model reads: the system message, wherever it is by now, and the latest messages from a user's on, since the answer to a
    /// tool call that is out of sight makes no sense.
    /// </summary>
    public ImmutableArray<Message> Context()
    {
        if (FirstRemembered == 0)
        {
            return Latest;
        }

        var start = 0;
        while (start < Latest.Length && Latest[start].Role != Role.User)
        {
            start++;
        }

        var latest = Latest[start..];
        return First is { Role: Role.System or Role.Developer } ? latest.Insert(0, First) : latest;
    }
}
