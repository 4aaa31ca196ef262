namespace Inference.Identity;

/// <summary>The caller as its API key identifies it. Environment and owner bound everything that a call may see.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Identity.Caller")]
public sealed record Caller
{
    /// <summary><c>prod</c> or <c>play</c>.</summary>
    [Id(0)] public required string Environment { get; init; }

    /// <summary>The API key's <c>user_id</c>, or its id when it has none.</summary>
    [Id(1)] public required string Owner { get; init; }

    [Id(2)] public required string KeyId { get; init; }

    /// <summary>An admin key sees the chats and logs of every owner of its environment.</summary>
    [Id(3)] public bool IsAdmin { get; init; }

    public bool Sees(string owner) => IsAdmin || string.Equals(owner, Owner, StringComparison.Ordinal);
}
