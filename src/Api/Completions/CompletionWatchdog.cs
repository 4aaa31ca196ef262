using Inference.Errors;

namespace Inference.Completions;

/// <summary>
/// Waits for a whole answer, which may take minutes, and probes the completion's grain meanwhile: when a silo dies, a front end's call to it ends only with
/// the response timeout.
/// </summary>
internal static class CompletionWatchdog
{
    private const int RetryAfterSeconds = 1;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);

    // Shorter than a call to a dead silo lasts.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1.5);

    public static async Task<Completion> WaitAsync(ICompletionGrain completion, Task<Completion> answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var missed = false;
        while (true)
        {
            try
            {
                return await answer.WaitAsync(ProbeInterval, clock, cancellationToken);
            }
            catch (TimeoutException) when (!answer.IsCompleted)
            {
                // One negative probe may be of the moment after its end, or before its start.
                var runs = await IsRunningAsync(completion, clock, cancellationToken);
                if (missed && !runs)
                {
                    throw new InferenceException(
                        ErrorKind.Overloaded, "The silo that made the answer is gone; try again.", retryAfterSeconds: RetryAfterSeconds);
                }

                missed = !runs;
            }
        }
    }

    private static async Task<bool> IsRunningAsync(ICompletionGrain completion, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await completion.IsRunningAsync().WaitAsync(ProbeTimeout, clock, cancellationToken);
        }
        catch (Exception exception) when (TransientFailures.IsTransient(exception))
        {
            // A transient failure of the probe says nothing about the completion.
            return true;
        }
    }
}
