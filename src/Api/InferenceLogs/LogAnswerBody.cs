using Inference.Completions;

namespace Inference.InferenceLogs;

/// <summary>The expert's part of a log.</summary>
internal sealed record LogAnswerBody
{
    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>Seconds.</summary>
    public double Time { get; init; }

    public static LogAnswerBody From(LoggedAnswer answer) => new()
    {
        Content = answer.Content,
        ReasoningContent = answer.ReasoningContent,
        ToolCalls = ToolCallBody.From(answer.ToolCalls),
        InputTokens = answer.Usage.PromptTokens,
        OutputTokens = answer.Usage.CompletionTokens,
        Time = answer.Elapsed.TotalSeconds,
    };
}
