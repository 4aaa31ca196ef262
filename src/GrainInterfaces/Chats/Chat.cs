using System.Collections.Immutable;
using Inference.Completions;

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
