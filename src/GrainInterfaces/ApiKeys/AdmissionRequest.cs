namespace Inference.ApiKeys;

/// <summary>What one HTTP request asks of its API key.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.AdmissionRequest")]
public sealed record AdmissionRequest
{
    /// <summary>SHA-256 of the secret that was presented.</summary>
    [Id(0)] public required byte[] SecretHash { get; init; }

    /// <summary>The scope that the operation needs, or <see langword="null"/> for none.</summary>
    [Id(1)] public string? Scope { get; init; }

    /// <summary>The client's address in text form.</summary>
    [Id(2)] public string? Address { get; init; }

    /// <summary>Tokens to reserve from the tokens of this minute; 0 for calls that make none.</summary>
    [Id(3)] public int Tokens { get; init; }

    /// <summary>A second scope that the operation needs, or <see langword="null"/> for none.</summary>
    [Id(4)] public string? AlsoScope { get; init; }
}
