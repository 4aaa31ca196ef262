using Inference.Completions;

namespace Inference.PersonaDrafts;

/// <summary>A draft: a JSON object with name, birthdate, notes and data where they are known, as JSON.</summary>
[GenerateSerializer, Immutable, Alias("Inference.PersonaDrafts.PersonaDraft")]
public sealed record PersonaDraft(
    [property: Id(0)] string Persona,
    [property: Id(1)] Usage Usage);
