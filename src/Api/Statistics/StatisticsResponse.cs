using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Inference.Statistics;

/// <summary>What the logs of a period add up to.</summary>
internal record StatisticsResponse
{
    public StatisticsResponse()
    {
    }

    [SetsRequiredMembers]
    public StatisticsResponse(LogStatistics statistics, DateTimeOffset start, DateTimeOffset end)
    {
        TotalCalls = statistics.Calls;
        SuccessRate = PerCall(statistics.Successes, statistics);
        AvgLatencyMs = PerCall(statistics.LatencyMilliseconds, statistics);
        InputTokens = statistics.InputTokens;
        OutputTokens = statistics.OutputTokens;
        CachedTokens = statistics.CachedTokens;
        ReasoningTokens = statistics.ReasoningTokens;
        TotalTokens = statistics.InputTokens + statistics.OutputTokens;
        ModelUsage = statistics.Models.ToDictionary(model => model.Model, model => model.Calls);
        PeriodStartDate = start;
        PeriodEndDate = end;
    }

    public required long TotalCalls { get; init; }

    /// <summary>From 0 to 1; 0 when there were no calls.</summary>
    public required double SuccessRate { get; init; }

    public required double AvgLatencyMs { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>Of the input tokens, those that model servers had in their caches.</summary>
    public required long CachedTokens { get; init; }

    /// <summary>Of the output tokens, those of the reasoning.</summary>
    public required long ReasoningTokens { get; init; }

    public required long TotalTokens { get; init; }

    /// <summary>Calls per model.</summary>
    public required IReadOnlyDictionary<string, long> ModelUsage { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateTimeOffset PeriodStartDate { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset PeriodEndDate { get; init; }

    private static double PerCall(long sum, LogStatistics statistics) => statistics.Calls == 0 ? 0 : (double)sum / statistics.Calls;
}

internal sealed record SeriesResponse
{
    public required StatisticsInterval Interval { get; init; }

    public required IEnumerable<PointResponse> Data { get; init; }
}

/// <summary>What the logs of one step of a series add up to.</summary>
internal sealed record PointResponse : StatisticsResponse
{
    public PointResponse()
    {
    }

    [SetsRequiredMembers]
    public PointResponse(StatisticsPoint point)
        : base(point.Statistics, point.Start, point.End)
    {
        P50LatencyMs = point.P50Milliseconds;
        P95LatencyMs = point.P95Milliseconds;
    }

    /// <summary>Within 1.6 %; left out when there were no calls.</summary>
    [JsonPropertyOrder(1)]
    public double? P50LatencyMs { get; init; }

    /// <summary>Within 1.6 %; left out when there were no calls.</summary>
    [JsonPropertyOrder(1)]
    public double? P95LatencyMs { get; init; }
}
