namespace Inference.Sqlite;

/// <summary>A dedicated thread for work that waits for the disk, so that no thread of the pool does.</summary>
internal sealed class WriterThread : IDisposable
{
    // A monitor blocks at once, where BlockingCollection and channels spin first: on few cores that time is taken from the threads that produce the work.
    private readonly object _lock = new();
    private readonly Queue<Action> _work = new();
    private readonly Thread _thread;
    private bool _closed;

    public WriterThread(string name)
    {
        _thread = new Thread(Work) { Name = name, IsBackground = true };
        _thread.Start();
    }

    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _work.Enqueue(() => Complete(done, work));
            Monitor.Pulse(_lock);
        }

        return done.Task;
    }

    /// <summary>Ends the thread after the work that is waiting.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            Monitor.Pulse(_lock);
        }

        _thread.Join();
    }

    private void Work()
    {
        while (Take() is { } work)
        {
            work();
        }
    }

    /// <summary>The next work, or <see langword="null"/> when there will be none.</summary>
    private Action? Take()
    {
        lock (_lock)
        {
            while (_work.Count == 0 && !_closed)
            {
                Monitor.Wait(_lock);
            }

            return _work.TryDequeue(out var work) ? work : null;
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work)
    {
        try
        {
            done.SetResult(work());
        }
        catch (Exception exception)
        {
            // The task that awaits the work fails with it; the thread goes on with the next.
            done.SetException(exception);
        }
    }
}
