using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Inference.Statistics;

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
