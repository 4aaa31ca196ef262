namespace Inference.Messages;

/// <summary>A stretch of an answer as a model made it: so many UTF-16 units of one part, of the tool call with that number, from 0.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.AnswerSpan")]
public sealed record AnswerSpan(
    [property: Id(0)] AnswerPart Part,
    [property: Id(1)] int Call,
    [property: Id(2)] int Length);

/// <summary>What a stretch of an answer is part of.</summary>
public enum AnswerPart
{
    Reasoning = 0,
    Text = 1,
    CallId = 2,
    CallName = 3,
    CallArguments = 4,
}
