using Inference.Errors;
using Inference.Identity;

namespace Inference.ApiKeys;

/// <summary>An API key's answer to one request: who calls and what is left of its limits, or why it is refused.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.Admission")]
public sealed record Admission
{
    /// <summary>For keys that are missing, malformed, unknown or have the wrong secret: nobody learns which.</summary>
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
