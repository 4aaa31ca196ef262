using Inference.Limiting;
using Polly;

namespace Inference.Models.Servers;

/// <summary>
/// One model's provider with its circuit breaker and limiter. It lives as long as the catalog or a running answer uses it, so that a reload closes no connection
/// in use.
/// </summary>
internal sealed class ModelServer(
    IModelProvider provider, ResiliencePipeline breaker, ServerHealth health, FairConcurrencyLimiter? gate, params IDisposable[] connections)
{
    private int _users = 1;

    public IModelProvider Provider { get; } = provider;

    public ServerHealth Health { get; } = health;

    /// <summary>Around one attempt: everything up to the first piece of an answer.</summary>
    public ResiliencePipeline Breaker { get; } = breaker;

    /// <summary>Waits for a turn, where the server takes but so many requests at once.</summary>
    public ValueTask<FairConcurrencyLimiter.Lease?> AcquireAsync(string queue, CancellationToken cancellationToken) =>
        gate is null ? ValueTask.FromResult<FairConcurrencyLimiter.Lease?>(null) : WaitAsync(gate, queue, cancellationToken);

    /// <summary>Counts the failure of a stream that had begun: its attempt was counted as a success.</summary>
    public async ValueTask ReportAsync(ModelServerException failure)
    {
        if (!failure.IsOutage)
        {
            return;
        }

        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        await Breaker.ExecuteOutcomeAsync(static (_, failure) => ValueTask.FromResult(Outcome.FromException<bool>(failure)), context, failure);
        ResilienceContextPool.Shared.Return(context);
    }

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

    private static async ValueTask<FairConcurrencyLimiter.Lease?> WaitAsync(FairConcurrencyLimiter gate, string queue, CancellationToken cancellationToken) =>
        await gate.AcquireAsync(queue, cancellationToken);
}
