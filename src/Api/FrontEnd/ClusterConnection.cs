using Inference.Errors;

namespace Inference.FrontEnd;

/// <summary>Until a first silo was there nothing of the cluster is known, and no grain can be called. Orleans' client mends what it loses later.</summary>
internal sealed class ClusterConnection(IHostApplicationLifetime lifetime)
{
    private const int RetryAfterSeconds = 2;

    // The host has started when all its services have, the client among them.
    private bool IsMade => lifetime.ApplicationStarted.IsCancellationRequested;

    /// <exception cref="InferenceException">There was no silo yet.</exception>
    public void Demand()
    {
        if (!IsMade)
        {
            throw new InferenceException(ErrorKind.Overloaded, "The server has not reached its cluster yet; try again.", retryAfterSeconds: RetryAfterSeconds);
        }
    }
}
