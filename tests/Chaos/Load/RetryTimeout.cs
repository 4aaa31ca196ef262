namespace Inference.Load;

/// <summary>How a client waits between attempts: as long as Retry-After says, otherwise with exponential back-off up to a second; and when it gives up.</summary>
internal sealed class RetryTimeout(TimeProvider clock)
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _began = clock.GetUtcNow();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public bool IsExhausted => clock.GetUtcNow() - _began > MaxDuration;

    /// <summary>Waits; false when the retry timeout is over.</summary>
    public async Task<bool> WaitAsync(Reply reply, CancellationToken cancellationToken)
    {
        if (IsExhausted)
        {
            return false;
        }

        await Task.Delay(reply.RetryAfter ?? _pause, clock, cancellationToken);
        _pause = TimeSpan.FromMilliseconds(Math.Min(1000, _pause.TotalMilliseconds * 2));
        return true;
    }
}
