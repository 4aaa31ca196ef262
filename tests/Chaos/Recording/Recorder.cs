using System.Collections.Concurrent;

namespace Inference.Recording;

/// <summary>Records a run's history, from all clients at once.</summary>
internal sealed class Recorder
{
    private readonly ConcurrentQueue<CompletionOperation> _completions = new();
    private readonly ConcurrentQueue<UploadOperation> _uploads = new();
    private readonly ConcurrentQueue<KeyOperation> _keys = new();
    private readonly ConcurrentQueue<KeyUse> _keyUses = new();
    private readonly ConcurrentQueue<LimitedKey> _limitedKeys = new();
    private readonly ConcurrentQueue<StatisticsRead> _statisticsReads = new();
    private readonly ConcurrentQueue<Probe> _probes = new();
    private readonly ConcurrentQueue<Fault> _faults = new();

    public void Add(CompletionOperation operation) => _completions.Enqueue(operation);

    public void Add(UploadOperation operation) => _uploads.Enqueue(operation);

    public void Add(KeyOperation operation) => _keys.Enqueue(operation);

    public void Add(KeyUse use) => _keyUses.Enqueue(use);

    public void Add(LimitedKey key) => _limitedKeys.Enqueue(key);

    public void Add(StatisticsRead read) => _statisticsReads.Enqueue(read);

    public void Add(Probe probe) => _probes.Enqueue(probe);

    public void Add(Fault fault) => _faults.Enqueue(fault);

    public History ToHistory() => new()
    {
        Completions = [.. _completions],
        Uploads = [.. _uploads],
        Keys = [.. _keys],
        KeyUses = [.. _keyUses],
        LimitedKeys = [.. _limitedKeys],
        StatisticsReads = [.. _statisticsReads],
        Probes = [.. _probes],
        Faults = [.. _faults],
    };
}
