namespace Inference.Tokens;

/// <summary>
/// Runs what takes time in proportion to a text: at once for a short one, and for a long one on the thread pool, so that a grain can meanwhile be asked
/// and cancelled. At most half of the processors do so at a time; the others stay with the grains' turns.
/// </summary>
internal static class LargeTextWork
{
    /// <summary>What a turn can afford: some milliseconds in the scripts that take longest, a fraction of one in English.</summary>
    public const int MostInline = 8_192;

    private static readonly TaskScheduler Scheduler =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount / 2)).ConcurrentScheduler;

    public static ValueTask<T> RunAsync<T>(long characters, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return characters <= MostInline
            ? ValueTask.FromResult(work())
            : new ValueTask<T>(Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, Scheduler));
    }
}
