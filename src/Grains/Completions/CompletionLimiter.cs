using Inference.Errors;
using Inference.Limiting;
using Inference.Shedding;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

/// <summary>The way into a silo's pipeline: so many completions at once.</summary>
internal sealed class CompletionLimiter(
    IOptions<CompletionOptions> completions,
    IOptions<QueueOptions> queues,
    IOptionsMonitor<MemoryOptions> memory,
    MemoryGauge gauge,
    QueueMetrics metrics,
    TimeProvider clock)
{
    private const int RetryAfterSeconds = 2;

    private readonly FairConcurrencyLimiter _limiter = new(completions.Value.MaxInFlight, queues.Value, metrics.Completions, clock);

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public ValueTask<FairConcurrencyLimiter.Lease> AcquireAsync(CompletionCall call, CancellationToken cancellationToken)
    {
        // A front end knows its own memory, and not that of the silo behind it.
        var percent = memory.CurrentValue.ShedAtPercent;
        if (percent > 0 && gauge.Read(percent / 100.0).Share >= percent / 100.0)
        {
            throw new InferenceException(ErrorKind.Overloaded, "The server is short of memory. Please try again.", retryAfterSeconds: RetryAfterSeconds);
        }

        return _limiter.AcquireAsync(call.Caller.KeyId, cancellationToken);
    }
}
