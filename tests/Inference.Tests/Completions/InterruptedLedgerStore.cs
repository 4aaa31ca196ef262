using Inference.Ledger;

namespace Inference.Completions;

/// <summary>A ledger's store that is away for its next commits.</summary>
internal sealed class InterruptedLedgerStore(ILedgerStore store) : ILedgerStore
{
    private int _failures;

    public void FailNext(int commits) => Volatile.Write(ref _failures, commits);

    public Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerUnit> units, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _failures) >= 0
            ? Task.FromException<IReadOnlyList<LedgerOutcome>>(new TimeoutException("The storage is away."))
            : store.CommitAsync(units, cancellationToken);
}
