namespace Inference.Experts;

/// <summary>An expert as it is stored and shown.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Experts.Expert")]
public sealed record Expert
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required ExpertFields Fields { get; init; }

    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public required DateTimeOffset UpdatedAt { get; init; }
}
