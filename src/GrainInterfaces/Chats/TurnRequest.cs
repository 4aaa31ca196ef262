using System.Collections.Immutable;
using Inference.Completions;
using Inference.Identity;

namespace Inference.Chats;

/// <summary>A completion asks for the chat's next turn.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.TurnRequest")]
public sealed record TurnRequest
{
    [Id(0)] public required Caller Caller { get; init; }

    [Id(1)] public required string CompletionId { get; init; }

    [Id(2)] public required ImmutableArray<Message> Messages { get; init; }
}
