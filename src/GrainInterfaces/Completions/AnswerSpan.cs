namespace Inference.Completions;

/// <summary>A stretch of an answer as a model made it: so many UTF-16 units of one part, of the tool call with that number, from 0.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.AnswerSpan")]
public sealed record AnswerSpan(
    [property: Id(0)] AnswerPart Part,
    [property: Id(1)] int Call,
    [property: Id(2)] int Length);
