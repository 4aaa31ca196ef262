using System.Collections.Immutable;
using Inference.Completions;

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
