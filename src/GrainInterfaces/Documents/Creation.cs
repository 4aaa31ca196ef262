namespace Inference.Documents;

/// <summary>What a creation made; or, <see cref="Replayed"/>, what the same creation made before, as it was then.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Documents.Creation`1")]
public sealed record Creation<TFields>(
    [property: Id(0)] Document<TFields> Document,
    [property: Id(1)] bool Replayed);
