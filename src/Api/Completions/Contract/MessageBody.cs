using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Messages;
using Inference.OpenApi;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A message as requests hold it and as a chat returns it.</summary>
internal sealed record MessageBody : ExtensibleBody, IValidatableObject
{
    // OpenAI's refusal and audio, and the calls of its first form: an assistant's message may have them alone.
    private bool _hasOtherContent;

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
        if (Content is null && Role is not "assistant")
        {
            yield return new ValidationResult($"A {Role} message has content.", [nameof(Content)]);
        }

        if (Content is null && Role is "assistant" && Calls is not { Count: > 0 } && ReasoningContent is null && !_hasOtherContent)
        {
            yield return new ValidationResult("An assistant message has content or tool calls.", [nameof(Content)]);
        }
    }

    private IReadOnlyList<ToolCallBody>? Calls => ToolCalls ?? ToolCall;

    internal static MessageBody From(Message message)
    {
        var calls = ToolCallBody.From(message.ToolCalls);
        return new MessageBody
        {
            Role = Roles.NameOf(message.Role),
            Content = MessageContent.Of(message),
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
        Extra = Extra,
    };

    protected override void OnOthers(IReadOnlyDictionary<string, JsonElement> others) =>
        _hasOtherContent = others.Values.Any(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Object);
}
