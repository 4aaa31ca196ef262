using System.Diagnostics.Metrics;

namespace Inference.Hosting;

/// <summary>How many answers a stop would wait for: the sum of an instrument that goes up and down.</summary>
internal sealed class RunningAnswers : IDisposable
{
    /// <summary>Completions that are made in this process.</summary>
    public const string Completions = "inference.completions.running";

    /// <summary>Requests that this process answers.</summary>
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
