using Inference.Errors;

namespace Inference.Limiting;

/// <summary>
/// Limits how many leases are held at once. Further requests wait in a queue per key, and keys take turns: a busy key
/// delays only itself. Queue length and waiting time are limited; a request beyond either is refused with a Retry-After.
/// </summary>
internal sealed class FairConcurrencyLimiter(int capacity, QueueOptions limits, QueueMetrics.Queue metrics, TimeProvider clock)
{
    private const int RetryAfterSeconds = 1;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _queues = new(StringComparer.Ordinal);

    // The keys with waiting requests, in the order of their turns.
    private readonly Queue<string> _order = new();
    private int _active;

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public ValueTask<Lease> AcquireAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_active < capacity)
            {
                // A released lease goes to the next waiter at once, so none waits while there is capacity.
                _active++;
                return ValueTask.FromResult(new Lease(this));
            }

            return WaitAsync(Queue(key), cancellationToken);
        }
    }

    private TaskCompletionSource Queue(string key)
    {
        if (!_queues.TryGetValue(key, out var queue))
        {
            _queues[key] = queue = new Queue<TaskCompletionSource>();
            _order.Enqueue(key);
        }

        if (queue.Count >= limits.MaxQueued)
        {
            metrics.WasFull();
            throw Overloaded($"{queue.Count} requests of this API key are waiting already.");
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Enqueue(waiter);
        metrics.Joined();
        return waiter;
    }

    private async ValueTask<Lease> WaitAsync(TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            await waiter.Task.WaitAsync(limits.MaxWait, clock, cancellationToken);
            return new Lease(this);
        }
        catch (Exception exception)
        {
            if (!waiter.TrySetCanceled(CancellationToken.None))
            {
                // Granted at the moment of the timeout.
                Release();
            }

            if (exception is not TimeoutException)
            {
                throw;
            }

            metrics.TookTooLong();
            throw Overloaded($"There was no room within {limits.MaxWait.TotalSeconds:0.#} s.");
        }
        finally
        {
            metrics.Left(clock.GetElapsedTime(began));
        }
    }

    private void Release()
    {
        lock (_lock)
        {
            while (_order.TryDequeue(out var key))
            {
                var queue = _queues[key];
                var next = queue.Dequeue();
                if (queue.Count == 0)
                {
                    _queues.Remove(key);
                }
                else
                {
                    _order.Enqueue(key);
                }

                if (next.TrySetResult())
                {
                    return;
                }
            }

            _active--;
        }
    }

    private static InferenceException Overloaded(string why) =>
        new(ErrorKind.Overloaded, $"The server is busy. {why}", retryAfterSeconds: RetryAfterSeconds);

    /// <summary>A permit; released once.</summary>
    internal sealed class Lease(FairConcurrencyLimiter gate) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                gate.Release();
            }
        }
    }
}
