namespace Inference.Authentication;

/// <summary>
/// Delays all refusals of invalid API keys alike, against timing attacks: a malformed key needs no call, a wrong secret one to a grain in memory, an unknown
/// id a read of storage. A refusal is held until the second tick of a common clock after the request's arrival, so that the delay depends on the
/// arrival alone.
/// </summary>
internal sealed class RefusalPacer(TimeProvider clock)
{
    public const int TicksPerSecond = 50;

    private readonly long _tickLength = clock.TimestampFrequency / TicksPerSecond;
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];
    private bool _isTicking;

    /// <param name="arrival">The request's arrival, from <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="cancellationToken">Cancelled when the client disconnects.</param>
    public Task WaitAsync(long arrival, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(TickOf(arrival) + 2, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiters.Add(waiter);
            if (!_isTicking)
            {
                _isTicking = true;
                _ = TickAsync();
            }
        }

        return waiter.Source.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs while requests wait.</summary>
    private async Task TickAsync()
    {
        while (true)
        {
            var untilNext = _tickLength - (clock.GetTimestamp() % _tickLength);
            await Task.Delay(TimeSpan.FromMilliseconds(DivideUp(untilNext * 1_000, clock.TimestampFrequency)), clock);
            if (!Release(TickOf(clock.GetTimestamp())))
            {
                return;
            }
        }
    }

    private bool Release(long tick)
    {
        lock (_lock)
        {
            _waiters.RemoveAll(waiter => waiter.Tick <= tick && waiter.Source.TrySetResult());
            return _isTicking = _waiters.Count > 0;
        }
    }

    private long TickOf(long timestamp) => timestamp / _tickLength;

    private static long DivideUp(long dividend, long divisor) => (dividend + divisor - 1) / divisor;

    private sealed record Waiter(long Tick, TaskCompletionSource Source);
}
