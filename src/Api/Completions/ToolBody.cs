using System.ComponentModel.DataAnnotations;
using Inference.Messages;
using Inference.Requests;

namespace Inference.Completions;

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
