using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Chats;

/// <summary>A change to a chat: fields that are <see langword="null"/> stay as they were.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.ChatUpdate")]
public sealed record ChatUpdate
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public ChatSettings Settings { get; init; } = ChatSettings.None;

    /// <summary>Replaces the conversation.</summary>
    [Id(2)] public ImmutableArray<Message>? Messages { get; init; }

    /// <summary>Settings to clear, by their name in the contract.</summary>
    [Id(3)] public ImmutableArray<string> Cleared { get; init; } = [];

    /// <summary>Takes the place of the latest answer, or follows the conversation when its last message is not an answer.</summary>
    [Id(4)] public Message? LastAnswer { get; init; }
}
