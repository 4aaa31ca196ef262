namespace Inference.Ledger;

/// <summary>What is known of one owner's size: the last measurement, and what this silo has committed since it began.</summary>
internal sealed class OwnerSize(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Task? _measuring;
    private long _measured;
    private long _committed;
    private long? _began;

    /// <summary>How old the last measurement is, from when it began; <see langword="null"/> before the first.</summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_lock)
            {
                return _began is { } began ? clock.GetElapsedTime(began) : null;
            }
        }
    }

    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _measured + _committed;
            }
        }
    }

    public void Add(long bytes)
    {
        lock (_lock)
        {
            _committed += bytes;
        }
    }

    /// <summary>Measures anew, or joins the measurement that is under way.</summary>
    public Task MeasureAsync(Func<Task<long>> measure)
    {
        lock (_lock)
        {
            // Away from the grain that asks: SQLite answers on the calling thread.
            return _measuring is { IsCompleted: false } running ? running : _measuring = Task.Run(() => RunAsync(measure));
        }
    }

    private async Task RunAsync(Func<Task<long>> measure)
    {
        var began = clock.GetTimestamp();
        long before;
        lock (_lock)
        {
            before = _committed;
        }

        var measured = await measure();
        lock (_lock)
        {
            // What was committed meanwhile may be in the sum or not: it is counted until the next measurement.
            _measured = measured;
            _committed -= before;
            _began = began;
        }
    }
}

/// <summary>Measures what is stored for an owner.</summary>
public interface IOwnerSizeStore
{
    /// <summary>
    /// How many bytes the messages of an owner's chats and its inference logs take in an environment. The cost grows with the number of the owner's rows,
    /// not with their size.
    /// </summary>
    Task<long> MeasureAsync(string environment, string owner, CancellationToken cancellationToken);
}
