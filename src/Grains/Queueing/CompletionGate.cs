using Inference.Completions;
using Inference.Errors;
using Inference.Shedding;
using Microsoft.Extensions.Options;

namespace Inference.Queueing;

/// <summary>The way into a silo's pipeline: so many completions at once.</summary>
internal sealed class CompletionGate(
    IOptions<CompletionOptions> completions,
    IOptions<QueueOptions> queues,
    MemoryShedder memory,
    QueueMetrics metrics,
    TimeProvider clock)
{
    private readonly FairGate _gate = new(completions.Value.MaxInFlight, queues.Value, metrics.Completions, clock);

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public ValueTask<FairGate.Pass> EnterAsync(CompletionCall call, CancellationToken cancellationToken)
    {
        // A front end knows its own memory, and not that of the silo behind it.
        memory.EnsureAvailable();
        return _gate.EnterAsync(call.Caller.KeyId, cancellationToken);
    }
}
