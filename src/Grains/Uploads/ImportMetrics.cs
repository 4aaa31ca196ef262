using System.Diagnostics.Metrics;
using Inference.Telemetry;

namespace Inference.Uploads;

/// <summary>What uploads write.</summary>
internal sealed class ImportMetrics
{
    private readonly Counter<long> _written;
    private readonly Counter<long> _settled;

    public ImportMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateInference();
        _written = meter.CreateCounter<long>("inference.uploads.personas_written", "{persona}", "Personas that uploads have written.");
        _settled = meter.CreateCounter<long>("inference.uploads.conflicts_settled", "{conflict}", "Conflicts of uploads that were settled, by resolution.");
    }

    public void Imported(int written, int settled, ConflictResolution? resolution)
    {
        _written.Add(written);
        if (resolution is { } settledBy)
        {
            _settled.Add(settled, new KeyValuePair<string, object?>("resolution", Labels.Of(settledBy)));
        }
    }
}
