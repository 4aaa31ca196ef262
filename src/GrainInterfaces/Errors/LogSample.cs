namespace Inference.Errors;

/// <summary>Samples log entries of a kind: the first few of each window of ten seconds are logged, and at its end the number of the others.</summary>
public sealed class LogSample : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Action<long> _logSuppressed;
    private readonly int _most;
    private readonly ITimer _timer;
    private long _seen;

    public LogSample(TimeProvider clock, Action<long> logSuppressed, int most = 10)
    {
        _logSuppressed = logSuppressed;
        _most = most;
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

        return seen <= _most;
    }

    public void Dispose() => _timer.Dispose();

    private void End()
    {
        var suppressed = Interlocked.Exchange(ref _seen, 0) - _most;
        if (suppressed > 0)
        {
            _logSuppressed(suppressed);
        }
    }
}
