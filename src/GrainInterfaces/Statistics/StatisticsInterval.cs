namespace Inference.Statistics;

/// <summary>The distance between a series' points, in UTC.</summary>
public enum StatisticsInterval
{
    Minute = 0,
    Hour = 1,
    Day = 2,
}
