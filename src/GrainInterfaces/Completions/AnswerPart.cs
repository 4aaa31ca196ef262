namespace Inference.Completions;

/// <summary>What a stretch of an answer is part of.</summary>
public enum AnswerPart
{
    Reasoning = 0,
    Text = 1,
    CallId = 2,
    CallName = 3,
    CallArguments = 4,
}
