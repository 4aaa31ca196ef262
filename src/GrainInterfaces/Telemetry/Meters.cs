using System.Diagnostics.Metrics;

namespace Inference.Telemetry;

/// <summary>The product's own meter, which all features share.</summary>
public static class Meters
{
    public const string Name = "Inference";

    /// <summary>Bounds of histograms of what takes from a millisecond to minutes.</summary>
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    public static Meter CreateInference(this IMeterFactory meters) => meters.Create(Name);
}
