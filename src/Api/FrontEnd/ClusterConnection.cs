using Inference.Errors;

namespace Inference.FrontEnd;

/// <summary>Until a first silo was there nothing of the cluster is known, and no grain can be called. Orleans' client mends what it loses later.</summary>
internal sealed class ClusterConnection(IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int RetryAfterSeconds = 2;

    // A front end that was just started reaches its silos in less. A refusal would end what only a broken connection makes try again, such as
    // a browser's EventSource.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // They are over when the host has started, too.
    private readonly Task _firstMoments = Task.Delay(Patience, clock, lifetime.ApplicationStarted);

    /// <summary>Whether there was a silo: the host has started when all its services have, the client among them.</summary>
    public bool IsMade => lifetime.ApplicationStarted.IsCancellationRequested;

    /// <summary>Lets who asks in the process's first moments wait for the first silo.</summary>
    /// <exception cref="InferenceException">There was no silo yet.</exception>
    /// <exception cref="OperationCanceledException">Who asked has gone.</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        await _firstMoments.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsMade)
        {
            throw new InferenceException(ErrorKind.Overloaded, "The server has not reached its cluster yet; try again.", retryAfterSeconds: RetryAfterSeconds);
        }
    }
}
