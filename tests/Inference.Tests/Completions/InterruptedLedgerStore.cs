using Inference.Ledger;

namespace Inference.Completions;

/// <summary>A ledger's store that is away for its next commits, or to which another silo comes first.</summary>
internal sealed class InterruptedLedgerStore(ILedgerStore store) : ILedgerStore
{
    private int _failures;
    private Func<ChatChange, ChatChange>? _overtaking;

    public void FailNext(int commits) => Volatile.Write(ref _failures, commits);

    /// <summary>The next commit finds its chat changed: as it would have done it, but for what is told here.</summary>
    public void OvertakeNext(Func<ChatChange, ChatChange> change) => Volatile.Write(ref _overtaking, change);

    public async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> units, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new TimeoutException("The storage is away.");
        }

        if (Interlocked.Exchange(ref _overtaking, null) is { } change)
        {
            await store.CommitAsync([.. units.Select(unit => new LedgerEntry { Chat = change(unit.Chat!) })], cancellationToken);
        }

        return await store.CommitAsync(units, cancellationToken);
    }
}
