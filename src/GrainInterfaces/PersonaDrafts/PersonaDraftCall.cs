using System.Collections.Immutable;
using Inference.Identity;

namespace Inference.PersonaDrafts;

/// <summary>One request to draft a persona, or to revise its draft.</summary>
[GenerateSerializer, Immutable, Alias("Inference.PersonaDrafts.PersonaDraftCall")]
public sealed record PersonaDraftCall
{
    [Id(0)] public required Caller Caller { get; init; }

    [Id(1)] public required string Prompt { get; init; }

    /// <summary>The draft so far: a JSON object, as JSON.</summary>
    [Id(2)] public string? Current { get; init; }

    /// <summary>The dialogue so far, oldest first: JSON objects, as JSON.</summary>
    [Id(3)] public ImmutableArray<string> History { get; init; } = [];
}
