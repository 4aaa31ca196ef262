using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.OpenApi;
using Inference.Requests;

namespace Inference.Personas;

/// <summary>What a client says of a persona.</summary>
internal sealed record PersonaRequest : IPatch, IValidatableObject
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
        Data = Data is { ValueKind: JsonValueKind.Object } data ? JsonSerializer.Serialize(data, PersonaJson.Default.JsonElement) : null,
        Notes = Notes,
    };
}
