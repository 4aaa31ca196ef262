namespace Inference.Statistics;

internal sealed record SeriesResponse
{
    public required StatisticsInterval Interval { get; init; }

    public required IEnumerable<PointResponse> Data { get; init; }
}
