using System.Collections.Immutable;

namespace Inference.ApiKeys;

/// <summary>What a client says about an API key. In a change, <see langword="null"/> means "as it was".</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ApiKeyFields")]
public sealed record ApiKeyFields
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? Description { get; init; }

    [Id(2)] public string? Email { get; init; }

    /// <summary>The owner; keys of one owner see one another's chats and logs.</summary>
    [Id(3)] public string? UserId { get; init; }

    /// <summary><c>prod</c> or <c>play</c>; cannot be changed later, since it is part of the key.</summary>
    [Id(4)] public string? Environment { get; init; }

    [Id(5)] public bool? IsActive { get; init; }

    [Id(6)] public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>Addresses or CIDR ranges; none means any.</summary>
    [Id(7)] public ImmutableArray<string>? AllowedIps { get; init; }

    [Id(8)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary><c>free</c>, <c>professional</c>, <c>enterprise</c> or <c>unlimited</c>.</summary>
    [Id(9)] public string? Plan { get; init; }

    [Id(10)] public int? TokensPerMinute { get; init; }
}
