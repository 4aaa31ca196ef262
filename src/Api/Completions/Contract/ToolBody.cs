using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.Binding;
using Inference.Messages;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A tool that a model may call.</summary>
internal sealed record ToolBody
{
    [Required, RegularExpression("function", ErrorMessage = "must be function")]
    public required string Type { get; init; }

    [Required]
    public required FunctionBody Function { get; init; }

    internal static ToolBody From(Tool tool) => new()
    {
        Type = "function",
        Function = new FunctionBody
        {
            Name = tool.Name,
            Description = tool.Description,
            Parameters = tool.Parameters is null ? null : FreeJson.Read(tool.Parameters),
            Strict = tool.Strict,
        },
    };

    internal Tool ToTool() => new()
    {
        Name = Function.Name,
        Description = Function.Description,
        Parameters = Function.Parameters?.GetRawText(),
        Strict = Function.Strict,
    };
}

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
