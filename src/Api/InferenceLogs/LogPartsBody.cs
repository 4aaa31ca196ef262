using System.Text;
using System.Text.Json;
using Inference.Completions.Contract;
using Inference.Guards;
using Inference.Routing;

namespace Inference.InferenceLogs;

/// <summary>What answered, part by part.</summary>
internal sealed record LogPartsBody
{
    public LogAnswerBody? Answer { get; init; }

    public LogGuardBody? Guard { get; init; }

    public LogRouterBody? Router { get; init; }

    public static LogPartsBody From(InferenceLog log) => new()
    {
        Answer = log.Answer is { } answer ? LogAnswerBody.From(answer) : null,
        Guard = log.Guard is { } guard ? LogGuardBody.From(guard) : null,
        Router = log.Router is { } router ? LogRouterBody.From(router) : null,
    };
}

/// <summary>The expert's part of a log.</summary>
internal sealed record LogAnswerBody
{
    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    /// <summary>The words with which the model refused.</summary>
    public string? Refusal { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    public int CachedTokens { get; init; }

    public int ReasoningTokens { get; init; }

    /// <summary>Seconds.</summary>
    public double Time { get; init; }

    public static LogAnswerBody From(LoggedAnswer answer) => new()
    {
        Content = answer.Content,
        ReasoningContent = answer.ReasoningContent,
        Refusal = RefusalOf(answer.Extras),
        ToolCalls = ToolCallBody.From(answer.ToolCalls),
        InputTokens = answer.Usage.PromptTokens,
        OutputTokens = answer.Usage.CompletionTokens,
        CachedTokens = answer.Usage.CachedTokens,
        ReasoningTokens = answer.Usage.ReasoningTokens,
        Time = answer.Elapsed.TotalSeconds,
    };

    private static string? RefusalOf(IReadOnlyList<string>? extras)
    {
        StringBuilder? refusal = null;
        foreach (var extra in extras?.Where(piece => piece.Contains("\"refusal\"", StringComparison.Ordinal)) ?? [])
        {
            var text = AnswerMembers.Of(extra).Message?.GetValueOrDefault("refusal");
            refusal = text is { ValueKind: JsonValueKind.String } words ? (refusal ?? new StringBuilder()).Append(words.GetString()) : refusal;
        }

        return refusal?.ToString();
    }
}

/// <summary>The guard's part of a log.</summary>
internal sealed record LogGuardBody
{
    public required string Category { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    public int CachedTokens { get; init; }

    public int ReasoningTokens { get; init; }

    /// <summary>Seconds.</summary>
    public double Time { get; init; }

    public static LogGuardBody From(GuardResult guard) => new()
    {
        Category = guard.Category,
        Content = guard.Content,
        ReasoningContent = guard.ReasoningContent,
        InputTokens = guard.Usage.PromptTokens,
        OutputTokens = guard.Usage.CompletionTokens,
        CachedTokens = guard.Usage.CachedTokens,
        ReasoningTokens = guard.Usage.ReasoningTokens,
        Time = guard.Elapsed.TotalSeconds,
    };
}

/// <summary>The router's part of a log.</summary>
internal sealed record LogRouterBody
{
    public required string Expert { get; init; }

    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    public int CachedTokens { get; init; }

    public int ReasoningTokens { get; init; }

    /// <summary>Seconds.</summary>
    public double Time { get; init; }

    public static LogRouterBody From(RouterResult router) => new()
    {
        Expert = router.Expert,
        Content = router.Content,
        ReasoningContent = router.ReasoningContent,
        InputTokens = router.Usage.PromptTokens,
        OutputTokens = router.Usage.CompletionTokens,
        CachedTokens = router.Usage.CachedTokens,
        ReasoningTokens = router.Usage.ReasoningTokens,
        Time = router.Elapsed.TotalSeconds,
    };
}
