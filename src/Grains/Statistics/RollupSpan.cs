namespace Inference.Statistics;

/// <summary>How long a rollup's time is; the number is the hours in it.</summary>
public enum RollupSpan
{
    None = 0,
    Hour = 1,
    Day = 24,
}
