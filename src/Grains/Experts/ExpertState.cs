namespace Inference.Experts;

/// <summary>What is stored for an expert. Immutable, so that a failed write leaves the old value in memory.</summary>
internal sealed record ExpertState
{
    public string Id { get; init; } = "";

    public string Environment { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Tells whether a repeated creation asks for the same expert, whatever was changed since.</summary>
    public string Fingerprint { get; init; } = "";

    public ExpertFields Fields { get; init; } = new();

    public Expert ToExpert() => new() { Id = Id, Fields = Fields, CreatedAt = CreatedAt, UpdatedAt = UpdatedAt };
}
