using System.ComponentModel.DataAnnotations;
using Inference.Messages;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A tool call, or in a stream a piece of one, as OpenAI's clients read and write it.</summary>
internal sealed record ToolCallBody : ExtensibleBody, IValidatableObject
{
    private const string FunctionType = "function";

    public string? Id { get; init; }

    public string? Type { get; init; }

    public int? Index { get; init; }

    public FunctionCall? Function { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Id is not { Length: > 0 } || (IsFunction && Function?.Name is not { Length: > 0 }))
        {
            yield return new ValidationResult(IsFunction ? "A tool call has an id and a function's name." : "A tool call has an id.", [""]);
        }
    }

    internal static IReadOnlyList<ToolCallBody>? From(IReadOnlyCollection<ToolCall> calls) =>
        calls.Count == 0 ? null : [.. calls.Select((call, index) => From(call, index))];

    internal static ToolCallBody From(ToolCallDelta delta) => new()
    {
        Index = delta.Index,
        Id = delta.Id,
        Type = delta.Id is null ? null : FunctionType,
        Function = new FunctionCall { Name = delta.Name, Arguments = delta.Arguments },
    };

    /// <summary>Calls of other types have no function, and so no name: they are in the other members, with their type.</summary>
    internal ToolCall ToToolCall() => new(Id ?? "", Function?.Name ?? "", Function?.Arguments ?? "")
    {
        Extra = JsonMembers.Append(
            JsonMembers.Append(Extra, "function", Function?.Extra), "type", IsFunction ? null : JsonMembers.TextOf(Type!)),
    };

    private bool IsFunction => Type is null or "" or FunctionType;

    private static ToolCallBody From(ToolCall call, int index) => new()
    {
        Id = call.Id,
        Type = FunctionType,
        Index = index,
        Function = new FunctionCall { Name = call.Name, Arguments = call.Arguments },
    };

    /// <summary>The function and its arguments, as JSON.</summary>
    public sealed record FunctionCall : ExtensibleBody
    {
        public string? Name { get; init; }

        public string? Arguments { get; init; }
    }
}
