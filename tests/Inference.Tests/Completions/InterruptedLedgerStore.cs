using Inference.Ledger;

namespace Inference.Completions;

/// <summary>A ledger store whose next commits fail, or meet a commit of another silo.</summary>
internal sealed class InterruptedLedgerStore(ILedgerStore store) : ILedgerStore
{
    private int _failures;
    private Func<ChatChange, ChatChange>? _earlierCommits;

    public void FailNext(int commits) => Volatile.Write(ref _failures, commits);

    /// <summary>Before the next commit, the same change is committed with these differences, as by another silo.</summary>
    public void CommitBeforeNext(Func<ChatChange, ChatChange> change) => Volatile.Write(ref _earlierCommits, change);

    public async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> units, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new TimeoutException("The storage is away.");
        }

        if (Interlocked.Exchange(ref _earlierCommits, null) is { } change)
        {
            await store.CommitAsync([.. units.Select(unit => new LedgerEntry { Chat = change(unit.Chat!) })], cancellationToken);
        }

        return await store.CommitAsync(units, cancellationToken);
    }
}
