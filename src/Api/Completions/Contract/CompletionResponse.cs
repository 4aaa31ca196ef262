using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.OpenApi;

namespace Inference.Completions.Contract;

/// <summary>A whole answer, as OpenAI's clients read it.</summary>
internal sealed record CompletionResponse
{
    public required string Id { get; init; }

    [Required, AllowedValues("chat.completion")]
    public string Object { get; init; } = "chat.completion";

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Model { get; init; }

    public string? CompletionId { get; init; }

    /// <summary>Null when nothing was kept.</summary>
    [ShownAs("string", "null")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ChatId { get; init; }

    public required IReadOnlyList<Choice> Choices { get; init; }

    public GuardBody? Guard { get; init; }

    public RouterBody? Router { get; init; }

    public required UsageBody Usage { get; init; }

    /// <summary>The request's metadata; set when the completion is read from its log.</summary>
    [ShownAs("object", EntryTypes = ["string", "number", "boolean", "null"])]
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>False where it was to be deleted and was running: it is cancelled, and can be deleted now.</summary>
    public bool? Deleted { get; init; }

    /// <summary>Members of the model server's that the product has none of its own for.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>On <c>/v1/chats</c> the id is the chat's, otherwise the completion's.</summary>
    internal static CompletionResponse From(Completion completion, bool namesChat, bool isRunning)
    {
        var members = AnswerMembers.Of(completion.Extra);
        return new CompletionResponse
        {
            Id = namesChat ? completion.ChatId ?? completion.Id : completion.Id,
            Created = completion.CreatedAt.ToUnixTimeSeconds(),
            CreatedAt = completion.CreatedAt,
            Model = completion.Model,
            CompletionId = completion.Id,
            ChatId = completion.ChatId,
            Choices = [Choice.From(completion, members, isRunning)],
            Guard = GuardBody.From(completion.Guard),
            Router = RouterBody.From(completion.Router),
            Usage = UsageBody.From(completion.Usage),
            Metadata = completion.Metadata is { } metadata
                ? JsonSerializer.Deserialize(metadata, ApiJson.Default.IReadOnlyDictionaryStringJsonElement)
                : null,
            Others = members.Answer,
        };
    }

    public sealed record Choice(
        int Index,
        [property: Required, AllowedValues("stop", "length", "tool_calls", "content_filter", "cancelled")] string? FinishReason,
        AnswerBody Message)
    {
        /// <summary>Members of the model server's, such as <c>logprobs</c>.</summary>
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; set; }

        // Null while it runs, as in a stream's chunks.
        internal static Choice From(Completion completion, AnswerMembers members, bool isRunning) =>
            new(0, isRunning ? null : FinishReasons.NameOf(completion.FinishReason), AnswerBody.From(completion, members)) { Others = members.Choice };
    }
}

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

    /// <summary>Members of the model server's, such as <c>refusal</c> and <c>annotations</c>.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    internal static AnswerBody From(Completion completion, AnswerMembers members) => new()
    {
        Content = completion.Content,
        ReasoningContent = completion.ReasoningContent,
        ToolCalls = ToolCallBody.From(completion.ToolCalls),
        Others = members.Message,
    };
}
