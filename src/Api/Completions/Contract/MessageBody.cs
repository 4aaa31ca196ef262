using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Inference.Messages;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A message as requests hold it and as a chat returns it.</summary>
internal sealed record MessageBody : ExtensibleBody, IValidatableObject, IHasContent
{
    [Required, AllowedValues("system", "developer", "user", "assistant", "tool")]
    public required string Role { get; init; }

    [ShownAs("string", "null", "array", ItemType = "object")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public MessageContent? Content { get; init; }

    /// <summary>Extension; an assistant's reasoning, for models that take their own back.</summary>
    public string? ReasoningContent { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCall { get; init; }

    /// <summary>OpenAI's spelling; accepted beside tool_call.</summary>
    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    /// <summary>Extension; which call a tool message answers.</summary>
    public string? ToolCallId { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // A model may answer nothing at all, and clients send its messages back.
        if (Content is null && Role is not "assistant")
        {
            yield return new ValidationResult($"A {Role} message has content.", [nameof(Content)]);
        }
    }

    private IReadOnlyList<ToolCallBody>? Calls => ToolCalls is { Count: > 0 } ? ToolCalls : ToolCall;

    internal static MessageBody From(Message message)
    {
        var calls = ToolCallBody.From(message.ToolCalls);
        return new MessageBody
        {
            Role = Roles.NameOf(message.Role),
            Content = MessageContent.Of(message),
            ReasoningContent = message.ReasoningContent,
            Name = message.Name,
            ToolCall = calls,
            ToolCalls = calls,
            ToolCallId = message.ToolCallId,
            Others = AnswerMembers.OfMessage(message.Extra),
        };
    }

    internal Message ToMessage() => new()
    {
        Role = Roles.Parse(Role),
        Content = Content?.Text,
        Parts = Content?.Parts,
        ReasoningContent = ReasoningContent,
        Name = Name,
        ToolCalls = Calls is { Count: > 0 } ? [.. Calls.Select(c => c.ToToolCall())] : [],
        ToolCallId = ToolCallId,
        // Of other roles it is a member like any other.
        Extra = JsonMembers.Append(Extra, "tool_call_id", Role is not "tool" && ToolCallId is { } id ? JsonMembers.TextOf(id) : null),
    };
}
