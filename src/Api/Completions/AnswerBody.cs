using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Inference.Completions;

/// <summary>The assistant's message in a whole answer.</summary>
internal sealed record AnswerBody
{
    [Required, AllowedValues("assistant")]
    public string Role { get; init; } = "assistant";

    [Required]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Content { get; init; }

    public string? ReasoningContent { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    internal static AnswerBody From(Completion completion) => new()
    {
        Content = completion.Content,
        ReasoningContent = completion.ReasoningContent,
        ToolCalls = ToolCallBody.From(completion.ToolCalls),
    };
}
