using Inference.Errors;

namespace Inference.FrontEnd;

/// <summary>The first connection to the cluster: before it no grain can be called. Orleans' client restores later ones by itself.</summary>
internal sealed class ClusterConnection(IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int RetryAfterSeconds = 2;

    // A front end that has just started reaches its silos within this time. A refusal would end clients that retry only after a broken connection, such as
    // a browser's EventSource.
    private static readonly TimeSpan StartupGrace = TimeSpan.FromSeconds(3);

    // Ends when the host has started, too.
    private readonly Task _grace = Task.Delay(StartupGrace, clock, lifetime.ApplicationStarted);

    /// <summary>Whether a silo was reached: the host has started when all its services have, the client among them.</summary>
    public bool IsMade => lifetime.ApplicationStarted.IsCancellationRequested;

    /// <summary>Waits for the first silo, as long as the process has just started.</summary>
    /// <exception cref="InferenceException">No silo was reached yet.</exception>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async Task EnsureConnectedAsync(CancellationToken cancellationToken)
    {
        await _grace.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsMade)
        {
            throw new InferenceException(ErrorKind.Overloaded, "The server has not reached its cluster yet; try again.", retryAfterSeconds: RetryAfterSeconds);
        }
    }
}
