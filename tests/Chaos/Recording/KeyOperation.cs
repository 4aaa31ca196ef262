namespace Inference.Recording;

/// <summary>A change of an API key.</summary>
internal sealed record KeyOperation : IOperation
{
    public const string Create = "key made";
    public const string Rename = "key renamed";
    public const string Revoke = "key revoked";

    public required string Kind { get; init; }

    /// <summary><see langword="null"/> when the client never heard of it.</summary>
    public string? KeyId { get; init; }

    /// <summary>The key's name after it.</summary>
    public required string Name { get; init; }

    public required Outcome Outcome { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }
}
