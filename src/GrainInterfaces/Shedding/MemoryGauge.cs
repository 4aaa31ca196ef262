namespace Inference.Shedding;

/// <summary>
/// How much of the memory that the process may have is in use, as the garbage collector found it last. It is sampled ten times a second at most, and
/// only while requests arrive.
/// </summary>
public sealed class MemoryGauge(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // The memory in use may be garbage that no collection has found yet, and without new work there may be no collection for long.
    private static readonly TimeSpan CollectionInterval = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long _sampled;
    private long _collected;
    private bool _hasSample;
    private MemoryUse _use;

    /// <summary>The latest sample.</summary>
    /// <param name="shortFrom">The share from which on a collection is started, for a better figure.</param>
    public MemoryUse Read(double shortFrom)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_hasSample && clock.GetElapsedTime(_sampled, now) < Interval)
            {
                return _use;
            }

            (_hasSample, _sampled, _use) = (true, now, Sample());
            if (_use.Share >= shortFrom && clock.GetElapsedTime(_collected, now) >= CollectionInterval)
            {
                _collected = now;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            }

            return _use;
        }
    }

    private static MemoryUse Sample()
    {
        var info = GC.GetGCMemoryInfo();
        // Before the first collection only the allocated bytes are known.
        var used = info.Index == 0 ? GC.GetTotalMemory(forceFullCollection: false) : info.TotalCommittedBytes - info.FragmentedBytes;
        return new MemoryUse(used, info.TotalAvailableMemoryBytes);
    }
}

/// <summary>Bytes in use of those that may be.</summary>
public readonly record struct MemoryUse(long Used, long Limit)
{
    public double Share => Limit > 0 ? (double)Used / Limit : 0;
}
