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
