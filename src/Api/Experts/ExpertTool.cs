using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.Completions;

namespace Inference.Experts;

/// <summary>A tool in OpenAI's shape. There are no tools but functions.</summary>
internal sealed record ExpertTool
{
    [AllowedValues("function", ErrorMessage = "must be function")]
    public required string Type { get; init; }

    public required ExpertFunction Function { get; init; }

    public static ExpertTool From(Tool tool) => new()
    {
        Type = "function",
        Function = new ExpertFunction
        {
            Name = tool.Name,
            Description = tool.Description,
            Parameters = tool.Parameters is { } parameters ? JsonSerializer.Deserialize(parameters, ExpertJson.Default.JsonElement) : null,
            Strict = tool.Strict,
        },
    };

    public Tool ToTool() => new()
    {
        Name = Function.Name,
        Description = Function.Description,
        Parameters = Function.Parameters?.GetRawText(),
        Strict = Function.Strict,
    };
}
