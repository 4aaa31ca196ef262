namespace Inference.Statistics;

internal static class StatisticsAssert
{
    /// <summary>The error bound of the latency sketch, with that of double arithmetic.</summary>
    private const double Error = (1 / 64d) + 1e-9;

    public static void Equal(LogStatistics expected, LogStatistics actual)
    {
        Assert.Equal(expected with { Models = [] }, actual with { Models = [] });
        Assert.Equal(expected.Models, actual.Models);
    }

    public static void Near(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } value)
        {
            Assert.InRange(actual!.Value, value * (1 - Error), value * (1 + Error));
        }
    }
}
