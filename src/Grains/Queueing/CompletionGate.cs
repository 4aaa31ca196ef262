using Inference.Completions;
using Microsoft.Extensions.Options;

namespace Inference.Queueing;

/// <summary>The way into a silo's pipeline: so many completions at once.</summary>
internal sealed class CompletionGate(IOptions<CompletionOptions> completions, IOptions<QueueOptions> queues, QueueMetrics metrics, TimeProvider clock)
{
    private readonly FairGate _gate = new(completions.Value.MaxInFlight, queues.Value, metrics.Completions, clock);

    public ValueTask<FairGate.Pass> EnterAsync(CompletionCall call, CancellationToken cancellationToken) =>
        _gate.EnterAsync(call.Caller.KeyId, cancellationToken);
}
