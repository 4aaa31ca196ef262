using System.Collections.Immutable;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Messages;

namespace Inference.Chats;

/// <summary>A turn that a completion holds: what it needs to answer, and the message count it answers.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.Turn")]
public sealed record Turn
{
    [Id(0)] public required ChatHeader Header { get; init; }

    /// <summary>The system message, if the chat has one, and the latest messages.</summary>
    [Id(1)] public required ImmutableArray<Message> History { get; init; }

    /// <summary>How many messages the chat has.</summary>
    [Id(2)] public required int MessageCount { get; init; }
}

/// <summary>What an answered turn leaves behind: it becomes durable as one.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.TurnResult")]
public sealed record TurnResult
{
    [Id(0)] public required Caller Caller { get; init; }

    [Id(1)] public required string CompletionId { get; init; }

    /// <summary>How many messages the chat had when the turn began; <see langword="null"/> begins a chat.</summary>
    [Id(2)] public required int? MessageCount { get; init; }

    /// <summary>The turn's messages and the answer.</summary>
    [Id(3)] public required ImmutableArray<Message> Messages { get; init; }

    /// <summary>The name that the request gave.</summary>
    [Id(4)] public string? Name { get; init; }

    /// <summary>The settings that the request gave; the chat remembers them.</summary>
    [Id(5)] public ChatSettings Settings { get; init; } = ChatSettings.None;

    /// <summary>The expert that answered; <see langword="null"/> leaves the one before.</summary>
    [Id(6)] public string? ExpertId { get; init; }

    [Id(7)] public required InferenceLog Log { get; init; }
}
