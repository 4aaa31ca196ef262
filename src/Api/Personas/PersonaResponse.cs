using System.Text.Json;
using Inference.Documents;
using Inference.OpenApi;
using Inference.Requests;

namespace Inference.Personas;

/// <summary>A persona as clients see it.</summary>
internal sealed record PersonaResponse
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Birthdate { get; init; }

    [ShownAs("object")]
    public JsonElement? Data { get; init; }

    public string? Notes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether this list had no room for the whole of it.</summary>
    public bool? Truncated { get; init; }

    public static PersonaResponse From(Document<PersonaFields> persona) => new()
    {
        Id = persona.Id,
        Name = persona.Fields.Name,
        Birthdate = persona.Fields.Birthdate,
        Data = persona.Fields.Data is { } data ? FreeJson.Read(data) : null,
        Notes = persona.Fields.Notes,
        CreatedAt = persona.CreatedAt,
        UpdatedAt = persona.UpdatedAt,
        Truncated = persona.Truncated,
    };
}
