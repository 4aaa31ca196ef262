using System.Threading.RateLimiting;
using Inference.Errors;
using Microsoft.Extensions.Options;

namespace Inference.Uploads;

/// <summary>
/// Limits how many files the process reads at once, since each takes memory. A lease covers the reading and not the body's arrival, so that slow clients
/// hold none; the queue is first in, first out.
/// </summary>
internal sealed class ReadingLimiter(IOptions<UploadOptions> limits) : IDisposable
{
    private const int MaxQueued = 100;
    private const int RetryAfterSeconds = 5;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = limits.Value.MaxConcurrent,
        QueueLimit = MaxQueued,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public async Task<RateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        var lease = await _limiter.AcquireAsync(permitCount: 1, cancellationToken);
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            throw new InferenceException(
                ErrorKind.Overloaded, "The server is busy reading other files; try again.", retryAfterSeconds: RetryAfterSeconds);
        }

        return lease;
    }

    public void Dispose() => _limiter.Dispose();
}
