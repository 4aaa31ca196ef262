namespace Inference.ApiKeys;

/// <summary>An API key as it may be shown: <see cref="Key"/> is whole only when the key was just made or rotated.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ApiKey")]
public sealed record ApiKey
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Key { get; init; }

    [Id(2)] public required ApiKeyFields Fields { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(4)] public string? CreatedBy { get; init; }

    [Id(5)] public DateTimeOffset? LastUsed { get; init; }

    // A record prints its members, and Orleans prints messages when it traces them.
    public override string ToString() => Id;
}
