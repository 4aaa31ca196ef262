using Inference.Errors;

namespace Inference.Queueing;

/// <summary>
/// Lets in so many at once. Others wait, each in the queue of its key, and keys take turns: one that asks for much waits longer for it, and
/// keeps nobody else waiting. Queues are short, and so is patience: who cannot be let in soon is told to come back later.
/// </summary>
internal sealed class FairGate(int capacity, QueueOptions limits, QueueMetrics.Queue metrics, TimeProvider clock)
{
    private const int RetryAfterSeconds = 1;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _queues = new(StringComparer.Ordinal);

    // The keys that have somebody waiting, in the order of their turns.
    private readonly Queue<string> _turns = new();
    private int _inside;

    /// <exception cref="InferenceException"><see cref="ErrorKind.Overloaded"/>.</exception>
    public ValueTask<Pass> EnterAsync(string key, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_inside < capacity)
            {
                // Whoever leaves lets the next one in, so nobody waits while there is room.
                _inside++;
                return ValueTask.FromResult(new Pass(this));
            }

            return WaitAsync(Queue(key), cancellationToken);
        }
    }

    private TaskCompletionSource Queue(string key)
    {
        if (!_queues.TryGetValue(key, out var queue))
        {
            _queues[key] = queue = new Queue<TaskCompletionSource>();
            _turns.Enqueue(key);
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

    private async ValueTask<Pass> WaitAsync(TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            await waiter.Task.WaitAsync(limits.MaxWait, clock, cancellationToken);
            return new Pass(this);
        }
        catch (Exception exception)
        {
            if (!waiter.TrySetCanceled(CancellationToken.None))
            {
                // Let in at the very moment of giving up.
                Leave();
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

    private void Leave()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var key))
            {
                var queue = _queues[key];
                var next = queue.Dequeue();
                if (queue.Count == 0)
                {
                    _queues.Remove(key);
                }
                else
                {
                    _turns.Enqueue(key);
                }

                if (next.TrySetResult())
                {
                    return;
                }
            }

            _inside--;
        }
    }

    private static InferenceException Overloaded(string why) =>
        new(ErrorKind.Overloaded, $"The server is busy. {why}", retryAfterSeconds: RetryAfterSeconds);

    /// <summary>A place inside; given back once.</summary>
    internal sealed class Pass(FairGate gate) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                gate.Leave();
            }
        }
    }
}
