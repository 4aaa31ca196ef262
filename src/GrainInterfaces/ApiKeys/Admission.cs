using Inference.Errors;
using Inference.Identity;

namespace Inference.ApiKeys;

/// <summary>An API key's answer to one request: who calls and what is left of its limits, or why it is refused.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.Admission")]
public sealed record Admission
{
    /// <summary>For keys that are missing, malformed, unknown or have the wrong secret; the response does not say which.</summary>
    public static readonly Admission InvalidKey = new()
    {
        Refusal = ErrorKind.InvalidApiKey,
        Message = "The API key is missing or not valid. Send it as 'Authorization: Bearer KEY', 'x-neo-api-key: KEY' or 'x-api-key: KEY'.",
    };

    /// <summary>Set unless the key itself was refused.</summary>
    [Id(0)] public Caller? Caller { get; init; }

    /// <summary><see langword="null"/> when the request may go on.</summary>
    [Id(1)] public ErrorKind? Refusal { get; init; }

    [Id(2)] public string? Message { get; init; }

    /// <summary>The tightest limit: requests in its window, what is left of it, when it starts anew. <see langword="null"/> when unlimited.</summary>
    [Id(3)] public RateLimit? Limit { get; init; }

    /// <summary>Seconds until trying again makes sense; with <see cref="ErrorKind.RateLimitExceeded"/> only.</summary>
    [Id(4)] public int? RetryAfterSeconds { get; init; }

    /// <summary>Names the minute that tokens were reserved in; goes back with <see cref="IApiKeyGrain.SettleAsync"/>. 0 when the key's tokens have no limit.</summary>
    [Id(5)] public long TokenWindow { get; init; }

    /// <summary>The limit that was met; with <see cref="ErrorKind.RateLimitExceeded"/> only.</summary>
    [Id(6)] public LimitKind? LimitMet { get; init; }
}

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

/// <summary>Which limit of an API key a request met.</summary>
public enum LimitKind
{
    RequestsPerMinute = 0,
    RequestsPerDay = 1,
    TokensPerMinute = 2,
}

/// <summary>What the X-RateLimit headers say.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.RateLimit")]
public sealed record RateLimit(
    [property: Id(0)] int Limit,
    [property: Id(1)] int Remaining,
    [property: Id(2)] DateTimeOffset Reset);

/// <summary>What is known of a well-formed API key before its grain is called.</summary>
/// <param name="KeyId">The id of the key it claims to be.</param>
/// <param name="Hash">SHA-256 of the whole key, so that environment and id are vouched for too.</param>
public readonly record struct PresentedKey(string KeyId, byte[] Hash)
{
    // A record prints its members; neither belongs into a log.
    public override string ToString() => KeyId;
}
