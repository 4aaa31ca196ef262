using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.Chats;

/// <summary>A turn that a completion holds: what it needs to answer, and the message count it answers.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.Turn")]
public sealed record Turn
{
    [Id(0)] public required ChatHeader Header { get; init; }

    /// <summary>The system message, if the chat has one, and the latest messages; without the turn's own.</summary>
    [Id(1)] public required ImmutableArray<Message> History { get; init; }

    /// <summary>How many messages the chat had.</summary>
    [Id(2)] public required int MessageCount { get; init; }

    /// <summary>The turn's own messages, as they will be stored.</summary>
    [Id(3)] public required ImmutableArray<Message> Messages { get; init; }
}
