namespace Inference.Telemetry;

/// <summary>What <c>/metrics</c> shows beside the product's own metrics.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Whether it shows Orleans' metrics: some four hundred lines, in milliseconds and megabytes.</summary>
    public bool Orleans { get; set; }
}
