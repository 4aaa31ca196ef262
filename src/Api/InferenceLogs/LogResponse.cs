using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Messages;
using Inference.Validation;

namespace Inference.InferenceLogs;

/// <summary>An inference log as clients see it.</summary>
internal sealed record LogResponse
{
    /// <summary>The same as the id.</summary>
    [JsonPropertyName("_id")]
    public required string UnderscoreId { get; init; }

    public required string Id { get; init; }

    public required string Api { get; init; }

    public string? ApiKey { get; init; }

    public string? User { get; init; }

    public required string Model { get; init; }

    public string? Type { get; init; }

    public required LogStatus Status { get; init; }

    public bool Stream { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    public string? CorrelationId { get; init; }

    public int Position { get; init; }

    public IEnumerable<LogMessageBody>? Messages { get; init; }

    public LogPartsBody? ResponseLog { get; init; }

    public int InputTokens { get; init; }

    public int OutputTokens { get; init; }

    /// <summary>Of the input tokens, those that the model's server had in its cache.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Of the output tokens, those of the reasoning.</summary>
    public int ReasoningTokens { get; init; }

    public int TotalTokens { get; init; }

    public int LatencyMs { get; init; }

    public string? ErrorMessage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether this list had no room for the whole of it.</summary>
    public bool? Truncated { get; init; }

    public static LogResponse From(InferenceLog log) => new()
    {
        UnderscoreId = log.Id,
        Id = log.Id,
        Api = log.Api,
        ApiKey = log.ApiKeyId,
        User = log.User,
        Model = log.Model,
        Type = log.Type,
        Status = log.Succeeded ? LogStatus.Success : LogStatus.Error,
        Stream = log.Stream,
        Tags = log.Tags.IsDefaultOrEmpty ? null : log.Tags,
        Metadata = log.Metadata is { } metadata
            ? FreeJson.Read(metadata)?.Deserialize(ApiJson.Default.IReadOnlyDictionaryStringJsonElement)
            : null,
        CorrelationId = log.CorrelationId,
        Position = log.Position,
        Messages = log.Messages.Select(message => LogMessageBody.From(message, log)),
        ResponseLog = LogPartsBody.From(log),
        InputTokens = log.InputTokens,
        OutputTokens = log.OutputTokens,
        CachedTokens = log.CachedTokens,
        ReasoningTokens = log.ReasoningTokens,
        TotalTokens = Usage.Sum(log.InputTokens, log.OutputTokens),
        LatencyMs = log.LatencyMilliseconds,
        ErrorMessage = log.ErrorMessage,
        CreatedAt = log.CreatedAt,
        FinishedAt = log.FinishedAt,
        Truncated = log.Truncated,
    };
}

/// <summary>Whether there was an answer.</summary>
internal enum LogStatus
{
    Success = 0,
    Error = 1,
}
