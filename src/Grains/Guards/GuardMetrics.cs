using System.Diagnostics.Metrics;
using Inference.Telemetry;

namespace Inference.Guards;

/// <summary>The guards' verdicts and failures.</summary>
internal sealed class GuardMetrics
{
    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _failures;

    public GuardMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateInference();
        _verdicts = meter.CreateCounter<long>("inference.guard.verdicts", "{verdict}", "Verdicts of guards, by category; safe is one.");
        _failures = meter.CreateCounter<long>("inference.guard.failures", "{request}", "Requests whose guard failed, by what became of them.");
    }

    public void Judged(string category) => _verdicts.Add(1, new KeyValuePair<string, object?>("category", category));

    /// <param name="isPassed">Whether the request was let through unguarded, as configured.</param>
    public void Failed(bool isPassed) => _failures.Add(1, new KeyValuePair<string, object?>("outcome", isPassed ? "passed" : "refused"));
}
