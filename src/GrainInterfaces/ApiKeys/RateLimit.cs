namespace Inference.ApiKeys;

/// <summary>What the X-RateLimit headers say.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.RateLimit")]
public sealed record RateLimit(
    [property: Id(0)] int Limit,
    [property: Id(1)] int Remaining,
    [property: Id(2)] DateTimeOffset Reset);
