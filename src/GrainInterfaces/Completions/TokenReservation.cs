namespace Inference.Completions;

/// <summary>Tokens that admission reserved for a call, to be replaced by those used, once, by whoever makes the answer.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.TokenReservation")]
public sealed record TokenReservation(
    [property: Id(0)] string KeyId,
    [property: Id(1)] long Window,
    [property: Id(2)] int Tokens);
