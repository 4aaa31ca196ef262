namespace Inference.Ledger;

/// <summary>A store that remembers its batches, waits at a gate, and refuses batches that hold a poisonous unit.</summary>
internal sealed class ScriptedLedgerStore : ILedgerStore
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<int> Batches { get; } = [];

    public LedgerUnit? Poison { get; set; }

    public void Open() => _gate.TrySetResult();

    public async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerUnit> units, CancellationToken cancellationToken)
    {
        await _gate.Task;
        Batches.Add(units.Count);
        return units.Any(u => ReferenceEquals(u, Poison))
            ? throw new InvalidOperationException("poison")
            : [.. units.Select(_ => LedgerOutcome.Committed)];
    }
}
