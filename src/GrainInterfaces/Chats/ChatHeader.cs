namespace Inference.Chats;

/// <summary>What is stored of a chat beside its messages: its size does not grow with the conversation.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.ChatHeader")]
public sealed record ChatHeader
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Environment { get; init; }

    [Id(2)] public required string Owner { get; init; }

    [Id(3)] public required string Name { get; init; }

    [Id(4)] public ChatSettings Settings { get; init; } = ChatSettings.None;

    /// <summary>The expert of the latest routed turn.</summary>
    [Id(5)] public string? ExpertId { get; init; }

    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the header itself last changed. A chat's <c>updated_at</c> is the later of this and its latest message.</summary>
    [Id(7)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The completion that was answering when the chat's silo stopped: elsewhere the chat goes on waiting for it.</summary>
    [Id(8)] public string? Answering { get; init; }
}
