using System.ComponentModel.DataAnnotations;
using Inference.Messages;

namespace Inference.Completions.Contract;

/// <summary>A tool call, or in a stream a piece of one, as OpenAI's clients read and write it.</summary>
internal sealed record ToolCallBody : IValidatableObject
{
    public string? Id { get; init; }

    public string? Type { get; init; }

    public int? Index { get; init; }

    public FunctionCall? Function { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Function?.Name is not { Length: > 0 } || Id is not { Length: > 0 })
        {
            yield return new ValidationResult("A tool call has an id and a function's name.", [""]);
        }
    }

    internal static IReadOnlyList<ToolCallBody>? From(IReadOnlyCollection<ToolCall> calls) =>
        calls.Count == 0 ? null : [.. calls.Select((call, index) => From(call, index))];

    internal static ToolCallBody From(ToolCallDelta delta) => new()
    {
        Index = delta.Index,
        Id = delta.Id,
        Type = delta.Id is null ? null : "function",
        Function = new FunctionCall { Name = delta.Name, Arguments = delta.Arguments },
    };

    internal ToolCall ToToolCall() => new(Id ?? "", Function?.Name ?? "", Function?.Arguments ?? "");

    private static ToolCallBody From(ToolCall call, int index) => new()
    {
        Id = call.Id,
        Type = "function",
        Index = index,
        Function = new FunctionCall { Name = call.Name, Arguments = call.Arguments },
    };

    /// <summary>The function and its arguments, as JSON.</summary>
    public sealed record FunctionCall
    {
        public string? Name { get; init; }

        public string? Arguments { get; init; }
    }
}
