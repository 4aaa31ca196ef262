using Inference.Queueing;
using Microsoft.Extensions.AI;
using Polly;

namespace Inference.Models;

/// <summary>
/// The way to one model: its client and what guards it against the server's failures. It lives as long as the catalog or a running
/// answer uses it, so that a reload closes no connection that somebody reads from.
/// </summary>
internal sealed class ModelServer(
    IChatClient client, ResiliencePipeline pipeline, ServerHealth health, FairGate? gate, params IDisposable[] connections)
{
    private int _users = 1;

    public IChatClient Client { get; } = client;

    public ServerHealth Health { get; } = health;

    /// <summary>Retries and the circuit breaker, around everything up to the first piece of an answer.</summary>
    public ResiliencePipeline Pipeline { get; } = pipeline;

    /// <summary>Waits for a turn, where the server takes but so many requests at once.</summary>
    public ValueTask<FairGate.Pass?> EnterAsync(string queue, CancellationToken cancellationToken) =>
        gate is null ? ValueTask.FromResult<FairGate.Pass?>(null) : WaitAsync(gate, queue, cancellationToken);

    /// <summary>False when the last user has gone and the connections are closed.</summary>
    public bool TryAcquire()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }
    }

    private static async ValueTask<FairGate.Pass?> WaitAsync(FairGate gate, string queue, CancellationToken cancellationToken) =>
        await gate.EnterAsync(queue, cancellationToken);
}
