using System.Collections.Immutable;
using Inference.Messages;

namespace Inference.Experts;

/// <summary>What a client says about an expert. In a change, <see langword="null"/> means "as it was".</summary>
[GenerateSerializer, Immutable, Alias("Inference.Experts.ExpertFields")]
public sealed record ExpertFields
{
    [Id(0)] public string? Name { get; init; }

    /// <summary>What the router matches on.</summary>
    [Id(1)] public string? Description { get; init; }

    /// <summary>The system prompt; <c>{{date}}</c>, <c>{{user}}</c> and <c>{{metadata.KEY}}</c> are filled in.</summary>
    [Id(2)] public string? Context { get; init; }

    /// <summary>Documents that the expert knows: objects of strings, usually <c>name</c> and <c>content</c>.</summary>
    [Id(3)] public ImmutableArray<ImmutableDictionary<string, string>>? FileContext { get; init; }

    [Id(4)] public ImmutableArray<Tool>? Tools { get; init; }

    /// <summary>Example questions; the router learns from them.</summary>
    [Id(5)] public ImmutableArray<string>? Examples { get; init; }

    /// <summary>The model that answers for this expert.</summary>
    [Id(6)] public string? Model { get; init; }

    [Id(7)] public ImmutableDictionary<string, string>? Metadata { get; init; }
}
