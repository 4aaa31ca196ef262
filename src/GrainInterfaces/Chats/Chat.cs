using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>A chat, or the part of it from <see cref="FirstPosition"/> on, as it was at the moment of the call.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.Chat")]
public sealed record Chat
{
    [Id(0)] public required ChatHeader Header { get; init; }

    [Id(1)] public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>Position of the first message of <see cref="Messages"/>; 0 is the chat's first.</summary>
    [Id(2)] public required int FirstPosition { get; init; }

    [Id(3)] public required int TotalMessages { get; init; }

    [Id(4)] public required DateTimeOffset UpdatedAt { get; init; }
}

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
