namespace Inference.Completions;

/// <summary>A call of a function that a model asks for.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.ToolCall")]
public sealed record ToolCall(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Arguments);
