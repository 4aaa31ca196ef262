namespace Inference.Insights;

/// <summary>An insight; or, <see cref="Replayed"/>, what the same call was answered with before.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.MadeInsight")]
public sealed record MadeInsight(
    [property: Id(0)] Insight Insight,
    [property: Id(1)] bool Replayed);
