using System.Diagnostics.Metrics;

namespace Inference.Hosting;

/// <summary>The number of answers that a stop waits for: the current value of an up-down counter.</summary>
internal sealed class RunningAnswers : IDisposable
{
    /// <summary>Completions that run in this process.</summary>
    public const string Completions = "inference.completions.running";

    /// <summary>HTTP requests that this process is serving.</summary>
    public const string Requests = "http.server.active_requests";

    private readonly MeterListener _listener = new();
    private long _count;

    public RunningAnswers(string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _count, change));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
