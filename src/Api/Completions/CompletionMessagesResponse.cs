using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Completions.Contract;
using Inference.InferenceLogs;
using Inference.OpenApi;

namespace Inference.Completions;

/// <summary>What a completion was asked, in OpenAI's shape.</summary>
internal sealed record CompletionMessagesResponse
{
    [Required, AllowedValues("list")]
    public string Object { get; init; } = "list";

    public required IReadOnlyList<CompletionMessageBody> Data { get; init; }

    /// <summary>Null when there is none.</summary>
    [ShownAs("string", "null")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? FirstId { get; init; }

    [ShownAs("string", "null")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? LastId { get; init; }

    public required bool HasMore { get; init; }
}

/// <summary>A message that a completion was asked with, as its log keeps it.</summary>
internal sealed record CompletionMessageBody
{
    /// <summary>The completion's id and the message's place in its request, from 0.</summary>
    public required string Id { get; init; }

    [Required, AllowedValues("system", "developer", "user", "assistant", "tool")]
    public required string Role { get; init; }

    /// <summary>The text; of content parts, the text of the text parts.</summary>
    [ShownAs("string", "null")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Content { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    /// <summary>Always null: logs keep the text of the parts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<JsonElement>? ContentParts { get; init; }

    internal static CompletionMessageBody From(LoggedMessage message, string completionId, int place) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{completionId}-{place}"),
        Role = Roles.NameOf(message.Role),
        Content = message.Content,
        Name = message.Name,
        ToolCalls = ToolCallBody.From(message.ToolCalls),
    };
}
