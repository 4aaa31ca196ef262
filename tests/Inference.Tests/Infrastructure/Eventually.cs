namespace Inference.Infrastructure;

/// <summary>Waits for what happens in the background, by asking again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>The first value that is not <see langword="null"/>; the limit is 30 s.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            if (await ask() is { } value)
            {
                return value;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
