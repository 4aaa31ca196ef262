using Inference.Errors;
using Inference.Limiting;
using Inference.Shedding;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

/// <summary>The way into a silo's pipeline: so many completions at once.</summary>
internal sealed class CompletionLimiter(
    IOptions<CompletionOptions> completions,
    IOptions<QueueOptions> queues,
    MemoryShedder memory,
    QueueMetrics metrics,
    TimeProvider clock)
{
    private readonly FairConcurrencyLimiter _limiter = new(completions.Value.MaxInFlight, queues.Value, metrics.Completions, clock);

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public ValueTask<FairConcurrencyLimiter.Lease> AcquireAsync(CompletionCall call, CancellationToken cancellationToken)
    {
        // A front end knows its own memory, and not that of the silo behind it.
        memory.EnsureAvailable();
        return _limiter.AcquireAsync(call.Caller.KeyId, cancellationToken);
    }
}
