using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Insights;

/// <summary>What a client asks.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Insights.InsightQuestion")]
public sealed record InsightQuestion
{
    /// <summary>Actions' ids, each once.</summary>
    [Id(0)] public required ImmutableArray<string> Actions { get; init; }

    /// <summary>A persona's id, or words.</summary>
    [Id(1)] public required string Client { get; init; }

    [Id(2)] public string? Model { get; init; }

    [Id(3)] public Sampling Sampling { get; init; } = Sampling.None;

    [Id(4)] public bool Echo { get; init; }
}
