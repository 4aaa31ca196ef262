using System.Collections.Immutable;

namespace Inference.Checking;

/// <summary>Statistics as the API reports them for one filter; what is <see langword="null"/> does not filter.</summary>
internal sealed record StoredStatistics
{
    public string? Model { get; init; }

    public string? Type { get; init; }

    public string? KeyId { get; init; }

    public required long Calls { get; init; }

    public required double SuccessRate { get; init; }

    public required double AverageLatency { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public ImmutableDictionary<string, long> CallsByModel { get; init; } = ImmutableDictionary<string, long>.Empty;

    public bool Counts(StoredLog log) =>
        (Model is null || log.Model == Model) && (Type is null || log.Type == Type) && (KeyId is null || log.KeyId == KeyId);

    public override string ToString() => $"statistics of model {Model ?? "*"}, type {Type ?? "*"}, key {KeyId ?? "*"}";
}
