namespace Inference.Personas;

/// <summary>What a client says about a persona.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Personas.PersonaFields")]
public sealed record PersonaFields
{
    [Id(0)] public string? Name { get; init; }

    /// <summary>A date, <c>YYYY-MM-DD</c>.</summary>
    [Id(1)] public string? Birthdate { get; init; }

    /// <summary>A JSON object, as JSON without white space.</summary>
    [Id(2)] public string? Data { get; init; }

    [Id(3)] public string? Notes { get; init; }
}
