using Inference.Guards;

namespace Inference.InferenceLogs;

/// <summary>The guard's part of a log.</summary>
internal sealed record LogGuardBody
{
    public required string Category { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>Seconds.</summary>
    public double Time { get; init; }

    public static LogGuardBody From(GuardResult guard) => new()
    {
        Category = guard.Category,
        Content = guard.Content,
        ReasoningContent = guard.ReasoningContent,
        InputTokens = guard.Usage.PromptTokens,
        OutputTokens = guard.Usage.CompletionTokens,
        Time = guard.Elapsed.TotalSeconds,
    };
}
