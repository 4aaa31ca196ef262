using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Inference.Errors;
using Inference.Guards;
using Inference.Messages;
using Inference.Routing;

namespace Inference.InferenceLogs;

/// <summary>The record of one completion that ended, well or not. The id is the completion's.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.InferenceLog")]
public sealed record InferenceLog
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Environment { get; init; }

    [Id(2)] public required string Owner { get; init; }

    [Id(3)] public required string Api { get; init; }

    [Id(4)] public required string ApiKeyId { get; init; }

    [Id(5)] public string? User { get; init; }

    [Id(6)] public required string Model { get; init; }

    [Id(7)] public required string Type { get; init; }

    /// <summary>Whether there was an answer; refusals by the guard and cancelled answers are answers.</summary>
    [Id(8)] public required bool Succeeded { get; init; }

    [Id(9)] public bool Stream { get; init; }

    [Id(10)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>A flat JSON object, as JSON.</summary>
    [Id(11)] public string? Metadata { get; init; }

    [Id(12)] public required string CorrelationId { get; init; }

    /// <summary>0-based place among the calls with this correlation id; the store counts.</summary>
    [Id(13)] public int Position { get; init; }

    /// <summary>The request's messages; without content when the operator says so.</summary>
    [Id(14)] public ImmutableArray<LoggedMessage> Messages { get; init; } = [];

    [Id(15)] public LoggedAnswer? Answer { get; init; }

    [Id(16)] public GuardResult? Guard { get; init; }

    [Id(17)] public RouterResult? Router { get; init; }

    [Id(18)] public int InputTokens { get; init; }

    [Id(19)] public int OutputTokens { get; init; }

    [Id(20)] public int LatencyMilliseconds { get; init; }

    [Id(21)] public string? ErrorMessage { get; init; }

    [Id(22)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(23)] public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The chat that the answer was made in or kept in.</summary>
    [Id(24)] public string? ChatId { get; init; }

    /// <summary>The error message that the client received.</summary>
    [Id(25)] public ErrorKind? ErrorKind { get; init; }

    [Id(26)] public LoggedReplay? Replay { get; init; }

    /// <summary>Set in a list that had no room for the whole of it: what is long is cut. Never stored.</summary>
    [Id(27)] public bool? Truncated { get; init; }

    /// <summary>Set where the client asked OpenAI's operation to store the completion, and its contents are kept: it is listed.</summary>
    [Id(28)] public bool? Stored { get; init; }

    /// <summary>When the contents were deleted at the client's request.</summary>
    [Id(29)] public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Of the input tokens, those that the model's server had in its cache.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Id(30)] public int CachedTokens { get; init; }

    /// <summary>Of the output tokens, those of the reasoning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Id(31)] public int ReasoningTokens { get; init; }
}

/// <summary>The expert's answer as the log keeps it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LoggedAnswer")]
public sealed record LoggedAnswer
{
    [Id(0)] public string? Content { get; init; }

    [Id(1)] public string? ReasoningContent { get; init; }

    [Id(2)] public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    [Id(3)] public Usage Usage { get; init; } = Usage.None;

    [Id(4)] public TimeSpan Elapsed { get; init; }

    [Id(5)] public FinishReason FinishReason { get; init; }

    /// <summary>Set where the operator does not let contents be logged.</summary>
    [Id(6)] public bool? IsWithheld { get; init; }

    /// <summary>The pieces of its other members in the order in which they came, those of its tool calls included.</summary>
    [Id(7)] public ImmutableArray<string>? Extras { get; init; }
}

/// <summary>A request's message as the log keeps it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LoggedMessage")]
public sealed record LoggedMessage
{
    [Id(0)] public required Role Role { get; init; }

    /// <summary><see langword="null"/> when contents are not logged.</summary>
    [Id(1)] public string? Content { get; init; }

    /// <summary>Length of the content in UTF-16 units, kept when the content is not.</summary>
    [Id(2)] public int? Length { get; init; }

    [Id(3)] public string? Name { get; init; }

    [Id(4)] public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];
}

/// <summary>What a replay of the completion needs beside the answer to repeat its events exactly.</summary>
[GenerateSerializer, Immutable, Alias("Inference.InferenceLogs.LoggedReplay")]
public sealed record LoggedReplay
{
    /// <summary>Of a call that can be repeated: tells whether a repeated one asks for the same.</summary>
    [Id(0)] public string? Fingerprint { get; init; }

    [Id(1)] public bool? IncludesUsage { get; init; }

    [Id(2)] public bool? GuardReasoning { get; init; }

    [Id(3)] public bool? RouterReasoning { get; init; }

    /// <summary>The order in which the answer's parts came, when it is not reasoning, text, tool calls.</summary>
    [Id(4)] public ImmutableArray<AnswerSpan>? Order { get; init; }
}
