using Inference.Routing;

namespace Inference.Completions.Contract;

/// <summary>Which expert the router chose.</summary>
internal sealed record RouterBody
{
    public required string Id { get; init; }

    /// <summary>The chosen expert's name, or "general" when none fits.</summary>
    public required string Expert { get; init; }

    public string? ExpertId { get; init; }

    public string? Content { get; init; }

    /// <summary>Only with router_reasoning_enabled.</summary>
    public string? ReasoningContent { get; init; }

    public string? FinishReason { get; init; }

    public double ElapsedTimeInSeconds { get; init; }

    public UsageBody? Usage { get; init; }

    internal static RouterBody? From(RouterResult? router) => router is null ? null : new RouterBody
    {
        Id = router.Id,
        Expert = router.Expert,
        ExpertId = router.ExpertId,
        Content = router.Content,
        ReasoningContent = router.ReasoningContent,
        FinishReason = FinishReasons.NameOf(router.FinishReason),
        ElapsedTimeInSeconds = Math.Round(router.Elapsed.TotalSeconds, 6),
        Usage = UsageBody.From(router.Usage),
    };
}
