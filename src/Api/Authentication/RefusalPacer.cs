namespace Inference.Authentication;

/// <summary>
/// Gives all refusals of invalid API keys the same wait. Finding out takes no time for a malformed key, a call to a grain in memory for a wrong secret and a
/// look into storage for an unknown id. A refusal is held until the second tick of a common clock after its request arrived, so that the wait depends on
/// the arrival alone.
/// </summary>
internal sealed class RefusalPacer(TimeProvider clock)
{
    public const int TicksPerSecond = 50;

    private readonly long _tickLength = clock.TimestampFrequency / TicksPerSecond;
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiters = [];
    private bool _isTicking;

    /// <param name="arrival">When the request came, as <see cref="TimeProvider.GetTimestamp"/> said.</param>
    /// <param name="cancellationToken">The client's leaving.</param>
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
