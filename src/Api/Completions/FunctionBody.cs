using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.OpenApi;

namespace Inference.Completions;

/// <summary>A function: its name, what it does, and the JSON schema of its parameters.</summary>
internal sealed record FunctionBody : IValidatableObject
{
    [Required, StringLength(64, MinimumLength = 1)]
    [RegularExpression("[a-zA-Z0-9_-]*", ErrorMessage = "must be letters, digits, underscores or hyphens")]
    public required string Name { get; init; }

    public string? Description { get; init; }

    [ShownAs("object")]
    public JsonElement? Parameters { get; init; }

    public bool? Strict { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Parameters is { ValueKind: not JsonValueKind.Object })
        {
            yield return new ValidationResult("The parameters are a JSON schema, an object.", [nameof(Parameters)]);
        }
    }
}
