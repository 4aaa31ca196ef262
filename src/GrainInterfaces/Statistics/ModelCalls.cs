namespace Inference.Statistics;

/// <summary>How many calls a model had.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.ModelCalls")]
public readonly record struct ModelCalls(
    [property: Id(0)] string Model,
    [property: Id(1)] long Calls);
