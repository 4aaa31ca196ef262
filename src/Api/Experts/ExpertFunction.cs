using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Inference.Experts;

/// <summary>A function that a model may call.</summary>
internal sealed record ExpertFunction : IValidatableObject
{
    [StringLength(64, MinimumLength = 1)]
    [RegularExpression("[a-zA-Z0-9_-]*", ErrorMessage = "must be letters, digits, underscores or hyphens")]
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>A JSON schema.</summary>
    public JsonElement? Parameters { get; init; }

    public bool? Strict { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Parameters is { ValueKind: not JsonValueKind.Object })
        {
            yield return new ValidationResult("A tool's parameters must be a JSON schema, an object.", [nameof(Parameters)]);
        }
    }
}
