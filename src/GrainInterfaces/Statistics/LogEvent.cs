namespace Inference.Statistics;

/// <summary>
/// Tells that a log was written, on the stream <see cref="LogEvents.Namespace"/> of its environment. The stream may lose and repeat
/// events: a consumer that needs each log once reads the logs.
/// </summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.LogEvent")]
public sealed record LogEvent
{
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required string Environment { get; init; }

    [Id(2)] public required string Owner { get; init; }

    [Id(3)] public required string ApiKeyId { get; init; }

    [Id(4)] public required string Model { get; init; }

    [Id(5)] public required string Type { get; init; }

    [Id(6)] public required bool Succeeded { get; init; }

    [Id(7)] public int InputTokens { get; init; }

    [Id(8)] public int OutputTokens { get; init; }

    [Id(9)] public int LatencyMilliseconds { get; init; }

    [Id(10)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the input tokens, those that the model's server had in its cache.</summary>
    [Id(11)] public int CachedTokens { get; init; }

    /// <summary>Of the output tokens, those of the reasoning.</summary>
    [Id(12)] public int ReasoningTokens { get; init; }
}

/// <summary>The names of the stream of <see cref="LogEvent"/>s; its key is the environment.</summary>
public static class LogEvents
{
    public const string Provider = "inference";

    public const string Namespace = "inference-logs";
}
