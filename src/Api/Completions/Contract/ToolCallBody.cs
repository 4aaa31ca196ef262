using System.ComponentModel.DataAnnotations;
using System.Text.Json;
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
        // Models make calls without a name, or without a function, and clients send them back.
        if (Id is null)
        {
            yield return new ValidationResult("A tool call has an id.", [""]);
        }
    }

    internal static IReadOnlyList<ToolCallBody>? From(IReadOnlyCollection<ToolCall> calls) =>
        calls.Count == 0 ? null : [.. calls.Select((call, index) => From(call, index))];

    internal static ToolCallBody From(ToolCallDelta delta)
    {
        var (members, function, type) = AnswerMembers.OfCall(delta.Extra);
        return new ToolCallBody
        {
            Index = delta.Index,
            Id = delta.Id,
            Type = type ?? (delta.Id is null ? null : FunctionType),
            Function = FunctionCall.From(delta.Name, delta.Arguments, function),
            Others = members,
        };
    }

    /// <summary>Calls of other types have no function, and so no name: they are in the other members, with their type.</summary>
    internal ToolCall ToToolCall() => new(Id ?? "", Function?.Name ?? "", Function?.Arguments ?? "")
    {
        Extra = JsonMembers.Append(
            JsonMembers.Append(Extra, "function", Function?.Extra), "type", IsFunction ? null : JsonMembers.TextOf(Type!)),
    };

    private bool IsFunction => Type is null or "" or FunctionType;

    private static ToolCallBody From(ToolCall call, int index)
    {
        var (members, function, type) = AnswerMembers.OfCall(call.Extra);
        return new ToolCallBody
        {
            Id = call.Id,
            Type = type ?? FunctionType,
            Index = index,
            Function = call.Name.Length + call.Arguments.Length == 0 ? FunctionCall.From(null, null, function) : FunctionCall.From(call.Name, call.Arguments, function),
            Others = members,
        };
    }

    /// <summary>The function and its arguments, as JSON.</summary>
    public sealed record FunctionCall : ExtensibleBody
    {
        public string? Name { get; init; }

        public string? Arguments { get; init; }

        // A call of another type than a function has none.
        internal static FunctionCall? From(string? name, string? arguments, Dictionary<string, JsonElement>? others) =>
            name is null && arguments is null && others is null ? null : new() { Name = name, Arguments = arguments, Others = others };
    }
}
