using System.Collections.Immutable;
using Inference.Identity;
using Inference.Messages;

namespace Inference.PersonaDrafts;

/// <summary>A draft: a JSON object with name, birthdate, notes and data where they are known, as JSON.</summary>
[GenerateSerializer, Immutable, Alias("Inference.PersonaDrafts.PersonaDraft")]
public sealed record PersonaDraft(
    [property: Id(0)] string Persona,
    [property: Id(1)] Usage Usage);

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
