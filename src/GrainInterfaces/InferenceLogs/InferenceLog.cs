using System.Collections.Immutable;
using Inference.Completions;
using Inference.Errors;

namespace Inference.InferenceLogs;

/// <summary>What is kept of one completion, whatever its end. The id is the completion's.</summary>
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

    /// <summary>Why there is no answer, as the client was told.</summary>
    [Id(25)] public ErrorKind? ErrorKind { get; init; }

    [Id(26)] public LoggedReplay? Replay { get; init; }

    /// <summary>Set in a list that had no room for the whole of it: what is long is cut. Never stored.</summary>
    [Id(27)] public bool? Truncated { get; init; }

    /// <summary>Set where the client asked OpenAI's operation to store the completion, and its contents are kept: it is listed.</summary>
    [Id(28)] public bool? Stored { get; init; }

    /// <summary>When the contents were deleted at the client's request.</summary>
    [Id(29)] public DateTimeOffset? DeletedAt { get; init; }
}
