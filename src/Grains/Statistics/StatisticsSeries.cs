using System.Collections.Immutable;

namespace Inference.Statistics;

/// <summary>Adds up parts of the logs that are asked for, point by point.</summary>
public sealed class StatisticsSeries
{
    private readonly StatisticsFilter _filter;
    private readonly long _length;
    private readonly long _first;
    private readonly Point?[] _points;

    public StatisticsSeries(StatisticsFilter filter, StatisticsInterval interval)
    {
        _filter = filter;
        _length = (long)interval.Length().TotalMilliseconds;
        _first = interval.NumberAt(filter.Start);
        _points = new Point?[interval.CountBetween(filter.Start, filter.End)];
    }

    /// <summary>Counts logs that all fall into one interval.</summary>
    /// <param name="time">When one of them was made, in milliseconds since 1970, or the start of the rollup that holds them.</param>
    /// <param name="model">The model of all of them.</param>
    /// <param name="sums">What they add up to.</param>
    /// <returns>Where their latencies are to be added.</returns>
    public LatencySketch Add(long time, string model, CallSums sums)
    {
        var point = _points[StatisticsPeriod.Floor(time, _length) - _first] ??= new Point();
        point.Sums.Add(model, sums);
        return point.Latencies;
    }

    public ImmutableArray<StatisticsPoint> Build() => [.. _points.Select(Show)];

    private StatisticsPoint Show(Point? point, int index) => new()
    {
        Start = index == 0 ? _filter.Start : Time(index),
        End = index == _points.Length - 1 ? _filter.End : Time(index + 1),
        Statistics = point?.Sums.Build() ?? LogStatistics.None,
        P50Milliseconds = point?.Latencies.Quantile(0.5),
        P95Milliseconds = point?.Latencies.Quantile(0.95),
    };

    private DateTimeOffset Time(int index) => DateTimeOffset.FromUnixTimeMilliseconds((_first + index) * _length);

    private sealed class Point
    {
        public StatisticsBuilder Sums { get; } = new();

        public LatencySketch Latencies { get; } = new();
    }
}
