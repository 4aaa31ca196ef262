using System.Collections.Immutable;

namespace Inference.Insights;

/// <summary>What an insight says.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.InsightAnswer")]
public sealed record InsightAnswer
{
    /// <summary>The chosen actions' ids, best first.</summary>
    [Id(0)] public ImmutableArray<string> Actions { get; init; } = [];

    [Id(1)] public required string Insight { get; init; }

    [Id(2)] public string? Thinking { get; init; }

    [Id(3)] public string? Argument { get; init; }

    /// <summary>What to tell the client.</summary>
    [Id(4)] public string? ArgumentContent { get; init; }

    [Id(5)] public string? ArgumentThinking { get; init; }

    [Id(6)] public string? BestChannel { get; init; }

    [Id(7)] public string? BestTime { get; init; }

    /// <summary>Now, soon or later, with the reason.</summary>
    [Id(8)] public string? Timeliness { get; init; }
}
