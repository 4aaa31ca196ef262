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

/// <summary>What a chat remembers of how it is to be answered. <see langword="null"/> leaves it to the server's configuration.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Chats.ChatSettings")]
public sealed record ChatSettings
{
    public static readonly ChatSettings None = new();

    [Id(0)] public string? Model { get; init; }

    [Id(1)] public double? Temperature { get; init; }

    [Id(2)] public int? MaxTokens { get; init; }

    [Id(3)] public bool? GuardEnabled { get; init; }

    [Id(4)] public bool? RouterEnabled { get; init; }

    /// <summary>These settings, with those of <paramref name="newer"/> that are given in their place.</summary>
    public ChatSettings With(ChatSettings newer) => new()
    {
        Model = newer.Model ?? Model,
        Temperature = newer.Temperature ?? Temperature,
        MaxTokens = newer.MaxTokens ?? MaxTokens,
        GuardEnabled = newer.GuardEnabled ?? GuardEnabled,
        RouterEnabled = newer.RouterEnabled ?? RouterEnabled,
    };
}
