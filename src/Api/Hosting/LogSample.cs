namespace Inference.Hosting;

/// <summary>Lets the first few of a kind be logged in each window of ten seconds, and tells at its end how many were not.</summary>
internal sealed class LogSample : IDisposable
{
    private const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Action<long> _tellSuppressed;
    private readonly ITimer _timer;
    private long _seen;

    public LogSample(TimeProvider clock, Action<long> tellSuppressed)
    {
        _tellSuppressed = tellSuppressed;
        _timer = clock.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether this one is to be logged.</summary>
    public bool TryTake()
    {
        var seen = Interlocked.Increment(ref _seen);
        if (seen == 1)
        {
            // The first of a window starts it: without any, no timer runs.
            _timer.Change(Window, Timeout.InfiniteTimeSpan);
        }

        return seen <= Most;
    }

    public void Dispose() => _timer.Dispose();

    private void End()
    {
        var suppressed = Interlocked.Exchange(ref _seen, 0) - Most;
        if (suppressed > 0)
        {
            _tellSuppressed(suppressed);
        }
    }
}
