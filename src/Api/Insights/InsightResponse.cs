using Inference.Completions.Contract;

namespace Inference.Insights;

/// <summary>An insight as clients see it.</summary>
internal sealed record InsightResponse
{
    public required string Id { get; init; }

    /// <summary>Always "insight".</summary>
    public required string Type { get; init; }

    /// <summary>The chosen actions' ids, joined by commas.</summary>
    public string? Actions { get; init; }

    public required string Insight { get; init; }

    public string? Thinking { get; init; }

    public string? Argument { get; init; }

    /// <summary>What to tell the client.</summary>
    public string? ArgumentContent { get; init; }

    public string? ArgumentThinking { get; init; }

    /// <summary>One of the chosen actions' channels when they name any.</summary>
    public string? BestChannel { get; init; }

    public string? BestTime { get; init; }

    /// <summary>Now, soon or later, with the reason.</summary>
    public string? Timeliness { get; init; }

    /// <summary>"stop"; "length" when the built-in model was cut at max_tokens; "error" when the model's answer could not be read.</summary>
    public required string FinishReason { get; init; }

    /// <summary>What was wrong with the model's answer; `insight` then holds its words as they came.</summary>
    public string? Error { get; init; }

    public double ElapsedTimeInSeconds { get; init; }

    public required UsageBody Usage { get; init; }

    public static InsightResponse From(Insight insight) => new()
    {
        Id = insight.Id,
        Type = "insight",
        Actions = insight.Answer.Actions.IsEmpty ? null : string.Join(',', insight.Answer.Actions),
        Insight = insight.Answer.Insight,
        Thinking = insight.Answer.Thinking,
        Argument = insight.Answer.Argument,
        ArgumentContent = insight.Answer.ArgumentContent,
        ArgumentThinking = insight.Answer.ArgumentThinking,
        BestChannel = insight.Answer.BestChannel,
        BestTime = insight.Answer.BestTime,
        Timeliness = insight.Answer.Timeliness,
        FinishReason = insight.Error is null ? FinishReasons.NameOf(insight.FinishReason) : "error",
        Error = insight.Error,
        ElapsedTimeInSeconds = Math.Round(insight.Elapsed.TotalSeconds, 3),
        Usage = UsageBody.From(insight.Usage),
    };
}
