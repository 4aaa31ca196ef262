using System.Collections.Immutable;
using Inference.Completions;
using Inference.InferenceLogs;

namespace Inference.Chats;

/// <summary>What an answered turn leaves behind: it becomes durable as one.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.TurnResult")]
public sealed record TurnResult
{
    [Id(0)] public required string CompletionId { get; init; }

    /// <summary>How many messages the chat had when the turn began.</summary>
    [Id(1)] public required int MessageCount { get; init; }

    /// <summary>The turn's messages and the answer.</summary>
    [Id(2)] public required ImmutableArray<Message> Messages { get; init; }

    [Id(3)] public required ChatHeader Header { get; init; }

    [Id(4)] public required InferenceLog Log { get; init; }
}
