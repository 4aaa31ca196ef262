namespace Inference.Ledger;

/// <summary>A store that remembers its batches, waits at a gate whatever its caller's patience, and refuses batches that hold a poisonous unit.</summary>
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
