namespace Inference.Statistics;

/// <summary>Which logs are counted. Environment and owner are the caller's bounds, the rest is what the client asks.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Statistics.StatisticsFilter")]
public sealed record StatisticsFilter
{
    [Id(0)] public required string Environment { get; init; }

    /// <summary><see langword="null"/> for admins: every owner.</summary>
    [Id(1)] public string? Owner { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(2)] public required DateTimeOffset Start { get; init; }

    /// <summary>Exclusive.</summary>
    [Id(3)] public required DateTimeOffset End { get; init; }

    [Id(4)] public string? User { get; init; }

    [Id(5)] public string? ApiKeyId { get; init; }

    [Id(6)] public string? Model { get; init; }

    [Id(7)] public string? Type { get; init; }

    [Id(8)] public string? CorrelationId { get; init; }

    /// <summary>Whether it asks for what rollups do not tell apart.</summary>
    public bool NeedsLogs => User is not null || CorrelationId is not null;
}
