using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Insights;

/// <summary>Which actions to take with a client, why, through which channel and when.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.Insight")]
public sealed record Insight
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required InsightAnswer Answer { get; init; }

    [Id(2)] public FinishReason FinishReason { get; init; }

    /// <summary>Why the model's answer could not be read; the answer then holds its words as they came.</summary>
    [Id(3)] public string? Error { get; init; }

    [Id(4)] public TimeSpan Elapsed { get; init; }

    [Id(5)] public Usage Usage { get; init; } = Usage.None;
}

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
