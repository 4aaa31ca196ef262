using Inference.Identity;

namespace Inference.Insights;

/// <summary>One request for an insight, checked for shape.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.InsightCall")]
public sealed record InsightCall(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] InsightQuestion Question,
    [property: Id(2)] bool Repeatable);
