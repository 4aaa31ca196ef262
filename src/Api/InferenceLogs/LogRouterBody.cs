using Inference.Routing;

namespace Inference.InferenceLogs;

/// <summary>The router's part of a log.</summary>
internal sealed record LogRouterBody
{
    public required string Expert { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>Seconds.</summary>
    public double Time { get; init; }

    public static LogRouterBody From(RouterResult router) => new()
    {
        Expert = router.Expert,
        Content = router.Content,
        ReasoningContent = router.ReasoningContent,
        InputTokens = router.Usage.PromptTokens,
        OutputTokens = router.Usage.CompletionTokens,
        Time = router.Elapsed.TotalSeconds,
    };
}
