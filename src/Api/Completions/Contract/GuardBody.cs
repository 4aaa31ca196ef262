using Inference.Guards;

namespace Inference.Completions.Contract;

/// <summary>What the guard says.</summary>
internal sealed record GuardBody
{
    public required string Id { get; init; }

    /// <summary>"safe", or the category of risk.</summary>
    public required string Category { get; init; }

    public string? Content { get; init; }

    /// <summary>Only with guard_reasoning_enabled.</summary>
    public string? ReasoningContent { get; init; }

    public string? FinishReason { get; init; }

    public double ElapsedTimeInSeconds { get; init; }

    public UsageBody? Usage { get; init; }

    internal static GuardBody? From(GuardResult? guard) => guard is null ? null : new GuardBody
    {
        Id = guard.Id,
        Category = guard.Category,
        Content = guard.Content,
        ReasoningContent = guard.ReasoningContent,
        FinishReason = FinishReasons.NameOf(guard.FinishReason),
        ElapsedTimeInSeconds = Math.Round(guard.Elapsed.TotalSeconds, 6),
        Usage = UsageBody.From(guard.Usage),
    };
}
