using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.Documents;
using Inference.OpenApi;
using Inference.Paging;
using Inference.Validation;

namespace Inference.Personas;

/// <summary>What a client says of a persona.</summary>
internal sealed record PersonaRequest : IDocumentRequest<PersonaFields>, IValidatableObject
{
    [StringLength(256)]
    public string? Name { get; init; }

    /// <summary>A date, YYYY-MM-DD.</summary>
    public string? Birthdate { get; init; }

    [ShownAs("object")]
    public JsonElement? Data { get; init; }

    [StringLength(20_000)]
    public string? Notes { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Birthdate is not null && !DateOnly.TryParseExact(Birthdate, "yyyy-MM-dd", out _))
        {
            yield return new ValidationResult("birthdate must be a date such as 1990-01-31.", [nameof(Birthdate)]);
        }

        if (Data is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            yield return new ValidationResult("data must be an object.", [nameof(Data)]);
        }
    }

    public PersonaFields ToFields() => new()
    {
        Name = Name,
        Birthdate = Birthdate,
        Data = Data is { ValueKind: JsonValueKind.Object } data ? JsonSerializer.Serialize(data, ApiJson.Default.JsonElement) : null,
        Notes = Notes,
    };
}

/// <summary>A persona as clients see it.</summary>
internal sealed record PersonaResponse : IDocumentResponse<PersonaResponse, PersonaFields>
{
    public static PageParameters Paging { get; } = new(defaultSize: 50, maximumSize: 200, counting: PageCounting.Items);

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
