namespace Inference.Chats;

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
