using System.Collections.Immutable;
using Inference.Completions;

namespace Inference.InferenceLogs;

/// <summary>What it takes, beside the answer, to tell a completion again exactly as it was told.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LoggedReplay")]
public sealed record LoggedReplay
{
    /// <summary>Of a call that can be repeated: tells whether a repeated one asks for the same.</summary>
    [Id(0)] public string? Fingerprint { get; init; }

    [Id(1)] public bool? IncludesUsage { get; init; }

    [Id(2)] public bool? GuardReasoning { get; init; }

    [Id(3)] public bool? RouterReasoning { get; init; }

    /// <summary>The order in which the answer's parts came, when it is not reasoning, text, tool calls.</summary>
    [Id(4)] public ImmutableArray<AnswerSpan>? Order { get; init; }
}
