using System.Collections.Immutable;

namespace Inference.Messages;

/// <summary>One message of a conversation.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Message")]
public sealed record Message
{
    [Id(0)] public required Role Role { get; init; }

    /// <summary>The text; of content parts, the text of the text parts, one line each.</summary>
    [Id(1)] public string? Content { get; init; }

    /// <summary>OpenAI's content parts as JSON, when they hold more than text (images, audio).</summary>
    [Id(2)] public string? Parts { get; init; }

    [Id(3)] public string? Name { get; init; }

    [Id(4)] public string? ReasoningContent { get; init; }

    /// <summary>The calls an assistant's message makes; empty for others.</summary>
    [Id(5)] public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>Which call a tool's message answers.</summary>
    [Id(6)] public string? ToolCallId { get; init; }

    /// <summary>When it was stored; <see langword="null"/> for messages that are not kept.</summary>
    [Id(7)] public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The completion that took or made it.</summary>
    [Id(8)] public string? InferenceLogId { get; init; }

    /// <summary>The message's other members, a JSON object, as they came: sent to the model's server with it.</summary>
    [Id(9)] public string? Extra { get; init; }
}

/// <summary>Who speaks.</summary>
public enum Role
{
    System = 0,
    Developer = 1,
    User = 2,
    Assistant = 3,
    Tool = 4,
}
