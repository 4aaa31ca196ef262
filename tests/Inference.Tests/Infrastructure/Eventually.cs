namespace Inference.Infrastructure;

/// <summary>Waits for what happens in the background, by asking again.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>The first value that is not <see langword="null"/>; the limit is 30 s.</summary>
    public static Task<T> GetAsync<T>(Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class =>
        GetAsync(ask, Interval, TimeSpan.FromSeconds(30), cancellationToken);

    /// <summary>The same with an interval and a limit for what works slowly on a busy machine, such as a browser.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, TimeSpan interval, TimeSpan within, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        using var timer = new PeriodicTimer(interval);
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
