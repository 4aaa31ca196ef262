using System.Collections.Immutable;
using Inference.Guards;
using Inference.Messages;
using Inference.Routing;

namespace Inference.Completions;

/// <summary>A whole answer.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.Completion")]
public sealed record Completion
{
    [Id(0)] public required string Id { get; init; }

    /// <summary><see langword="null"/> when nothing was kept.</summary>
    [Id(1)] public string? ChatId { get; init; }

    [Id(2)] public required string Model { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(4)] public string? Content { get; init; }

    [Id(5)] public string? ReasoningContent { get; init; }

    [Id(6)] public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    [Id(7)] public required FinishReason FinishReason { get; init; }

    [Id(8)] public GuardResult? Guard { get; init; }

    [Id(9)] public RouterResult? Router { get; init; }

    [Id(10)] public required Usage Usage { get; init; }

    [Id(11)] public required CompletionTimings Timings { get; init; }

    /// <summary>Whether an earlier call with the same Idempotency-Key made it.</summary>
    [Id(12)] public bool Replayed { get; init; }

    /// <summary>The request's metadata, a flat JSON object, as JSON; set when the completion is read from its log.</summary>
    [Id(13)] public string? Metadata { get; init; }

    /// <summary>The answer's other members: <see cref="AnswerExtra"/>, merged.</summary>
    [Id(14)] public string? Extra { get; init; }
}

/// <summary>Where an answer's time went.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionTimings")]
public sealed record CompletionTimings
{
    [Id(0)] public TimeSpan Guard { get; init; }

    [Id(1)] public TimeSpan Router { get; init; }

    [Id(2)] public TimeSpan ModelFirstToken { get; init; }

    [Id(3)] public TimeSpan Model { get; init; }

    [Id(4)] public TimeSpan Storage { get; init; }
}

/// <summary>A completion as it was at the moment of the call: whole, or what is there while it is made.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Completions.CompletionStatus")]
public sealed record CompletionStatus(
    [property: Id(0)] Completion Completion,
    [property: Id(1)] bool IsRunning,
    [property: Id(2)] bool NamesChat);
