using Inference.Completions.Contract;

namespace Inference.Chats;

/// <summary>A chat with its messages.</summary>
internal sealed record ChatResponse
{
    public required string Id { get; init; }

    /// <summary>Given, or made from the first user message.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<MessageBody> Messages { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How many there are; those shown are the latest.</summary>
    public required int TotalMessages { get; init; }

    internal static ChatResponse From(Chat chat) => new()
    {
        Id = chat.Header.Id,
        Name = chat.Header.Name,
        Messages = [.. chat.Messages.Select(MessageBody.From)],
        CreatedAt = chat.Header.CreatedAt,
        UpdatedAt = chat.UpdatedAt,
        TotalMessages = chat.TotalMessages,
    };
}

/// <summary>The latest messages of a chat, and where they stand in it.</summary>
internal sealed record ChatWindowResponse
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<MessageBody> Messages { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required int TotalMessages { get; init; }

    /// <summary>Position of the first message shown; 0 is the chat's first.</summary>
    public required int FirstPosition { get; init; }

    internal static ChatWindowResponse From(Chat chat) => new()
    {
        Id = chat.Header.Id,
        Name = chat.Header.Name,
        Messages = [.. chat.Messages.Select(MessageBody.From)],
        CreatedAt = chat.Header.CreatedAt,
        UpdatedAt = chat.UpdatedAt,
        TotalMessages = chat.TotalMessages,
        FirstPosition = chat.FirstPosition,
    };
}
