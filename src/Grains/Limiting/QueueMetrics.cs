using System.Diagnostics.Metrics;
using Inference.Telemetry;

namespace Inference.Limiting;

/// <summary>Waiting requests, their waiting time, and refusals. A request that gets its lease at once is not measured.</summary>
internal sealed class QueueMetrics
{
    private readonly UpDownCounter<long> _length;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _refused;

    public QueueMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateInference();
        _length = meter.CreateUpDownCounter<long>("inference.queue.length", "{request}", "Requests that wait for a place: for the silo's, or for a model's server.");
        _wait = meter.CreateHistogram(
            "inference.queue.wait", "s", "How long requests waited that found no place at once, admitted or not.", advice: Meters.Seconds);
        _refused = meter.CreateCounter<long>(
            "inference.queue.refused", "{request}", "Requests that were turned away: the queue was full, or there was no place in time (timeout).");
    }

    /// <summary>The queue for the silo's places.</summary>
    public Queue Completions => new(this, [new("queue", "completions")]);

    /// <summary>The queue for the places at a model's server.</summary>
    public Queue Model(string name) => new(this, [new("queue", "model"), new("model", name)]);

    internal sealed class Queue(QueueMetrics metrics, KeyValuePair<string, object?>[] labels)
    {
        public void Joined() => metrics._length.Add(1, labels);

        public void Left(TimeSpan waited)
        {
            metrics._length.Add(-1, labels);
            metrics._wait.Record(waited.TotalSeconds, labels);
        }

        public void WasFull() => Refused("full");

        public void TookTooLong() => Refused("timeout");

        private void Refused(string reason) => metrics._refused.Add(1, [.. labels, new("reason", reason)]);
    }
}
