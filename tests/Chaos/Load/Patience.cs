namespace Inference.Load;

/// <summary>How a good client waits between attempts: as long as the server says, otherwise ever longer up to a second; and when it gives up.</summary>
internal sealed class Patience(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly DateTimeOffset _began = clock.GetUtcNow();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public bool IsOver => clock.GetUtcNow() - _began > Longest;

    /// <summary>Waits; false when there is no point in trying again.</summary>
    public async Task<bool> WaitAsync(Reply reply, CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            return false;
        }

        await Task.Delay(reply.RetryAfter ?? _pause, clock, cancellationToken);
        _pause = TimeSpan.FromMilliseconds(Math.Min(1000, _pause.TotalMilliseconds * 2));
        return true;
    }
}
