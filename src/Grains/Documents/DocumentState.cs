namespace Inference.Documents;

/// <summary>What is stored for a document. Immutable, so that a failed write leaves the old value in memory.</summary>
internal sealed record DocumentState<TFields>
    where TFields : class, new()
{
    public string Id { get; init; } = "";

    /// <summary>Empty once the document is deleted, so that no list finds it.</summary>
    public string Environment { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public TFields Fields { get; init; } = new();

    /// <summary>What it is found by beside its id, in its own kind's words; an index has it.</summary>
    public string? Match { get; init; }

    /// <summary>Of a repeatable creation: tells whether a repeated one asks for the same.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The fields as they were made, when they have been changed while the creation may still be repeated.</summary>
    public TFields? First { get; init; }

    /// <summary>Set where a deleted document is remembered for the sake of its repeatable creation.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Set where it was read from a <see cref="Inference.Storage.ShortDocument"/>; never stored.</summary>
    public bool? Truncated { get; init; }

    public Document<TFields> ToDocument() =>
        new() { Id = Id, Fields = Fields, CreatedAt = CreatedAt, UpdatedAt = UpdatedAt, Truncated = Truncated };

    public Document<TFields> AsFirstMade() => new() { Id = Id, Fields = First ?? Fields, CreatedAt = CreatedAt, UpdatedAt = CreatedAt };
}

/// <summary>What tells one kind of document from another.</summary>
/// <param name="Noun">As error messages name it: "expert".</param>
/// <param name="Match">What documents of this kind are found by beside their ids.</param>
internal sealed record DocumentKind<TFields>(string Noun, Func<TFields, string?>? Match = null);
