using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A function: its name, what it does, and the JSON schema of its parameters.</summary>
internal sealed record FunctionBody : ExtensibleBody, IValidatableObject
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

    /// <summary>From a tool that was validated as a request.</summary>
    internal static FunctionBody? From(JsonElement function)
    {
        if (function.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = function.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        return new FunctionBody
        {
            Name = Take("name")?.GetString() ?? "",
            Description = Take("description")?.GetString(),
            Parameters = Take("parameters"),
            Strict = Take("strict")?.GetBoolean(),
            Others = members.Count == 0 ? null : members,
        };

        JsonElement? Take(string name) => members.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
