namespace Inference.Documents;

/// <summary>A stored thing as it is shown: what its client said of it, and the server's stamps.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Documents.Document`1")]
public sealed record Document<TFields>
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required TFields Fields { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Set in a list that had no room for the whole of it: what is long is cut.</summary>
    [Id(4)] public bool? Truncated { get; init; }
}

/// <summary>What a creation made; or, <see cref="Replayed"/>, what the same creation made before, as it was then.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Documents.Creation`1")]
public sealed record Creation<TFields>(
    [property: Id(0)] Document<TFields> Document,
    [property: Id(1)] bool Replayed);
