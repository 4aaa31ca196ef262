using Inference.Errors;

namespace Inference.Completions;

/// <summary>
/// Waits for a whole answer, which may take minutes. A silo that dies takes its answers along, and nobody tells a front end whose call it had: it asks
/// now and then whether the answer is still being made.
/// </summary>
internal static class WholeAnswer
{
    private const int RetryAfterSeconds = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Shorter than a call to a dead silo would last.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public static async Task<Completion> WaitAsync(ICompletionGrain completion, Task<Completion> answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var missed = false;
        while (true)
        {
            try
            {
                return await answer.WaitAsync(Interval, clock, cancellationToken);
            }
            catch (TimeoutException) when (!answer.IsCompleted)
            {
                // Once may be the moment at which it has ended, or has not begun.
                var runs = await RunsAsync(completion, clock, cancellationToken);
                if (missed && !runs)
                {
                    throw new InferenceException(
                        ErrorKind.Overloaded, "The silo that made the answer is gone; try again.", retryAfterSeconds: RetryAfterSeconds);
                }

                missed = !runs;
            }
        }
    }

    private static async Task<bool> RunsAsync(ICompletionGrain completion, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            return await completion.IsRunningAsync().WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception exception) when (TransientFailures.IsTransient(exception))
        {
            // Nobody can tell at the moment.
            return true;
        }
    }
}
