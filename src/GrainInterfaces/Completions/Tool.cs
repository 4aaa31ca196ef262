namespace Inference.Completions;

/// <summary>A function that a model may call.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Tool")]
public sealed record Tool
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public string? Description { get; init; }

    /// <summary>The parameters' JSON schema, as JSON.</summary>
    [Id(2)] public string? Parameters { get; init; }

    [Id(3)] public bool? Strict { get; init; }
}
