namespace Inference.ActionGroups;

/// <summary>What a client says about an action group.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ActionGroups.ActionGroupFields")]
public sealed record ActionGroupFields
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? Description { get; init; }
}
