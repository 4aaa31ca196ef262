namespace Inference.Messages;

/// <summary>
/// A stretch of an answer as a model made it: so many UTF-16 units of one part, of the tool call with that number, from 0. Of other members the length is their
/// number of pieces, each of which is read whole.
/// </summary>
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

    /// <summary>A piece of the answer's other members: <see cref="AnswerExtra"/>.</summary>
    Extra = 5,

    /// <summary>A piece of a tool call's other members: <see cref="ToolCall.Extra"/>.</summary>
    CallExtra = 6,
}
