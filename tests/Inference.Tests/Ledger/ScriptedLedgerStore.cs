namespace Inference.Ledger;

/// <summary>A store that records its batches, waits at a gate without regard to cancellation, and refuses batches that hold a poisoned entry.</summary>
internal sealed class ScriptedLedgerStore : ILedgerStore
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<int> Batches { get; } = [];

    public LedgerEntry? Poison { get; set; }

    public Exception? Outage { get; set; }

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate.TrySetResult();

    public async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> units, CancellationToken cancellationToken)
    {
        Begun.TrySetResult();
        await _gate.Task;
        Batches.Add(units.Count);
        if (Outage is { } outage)
        {
            throw outage;
        }

        return units.Any(u => ReferenceEquals(u, Poison))
            ? throw new InvalidOperationException("poison")
            : [.. units.Select(_ => LedgerOutcome.Committed)];
    }
}
