namespace Inference.Ledger;

/// <summary>Writes many entries in one transaction.</summary>
public interface ILedgerStore
{
    /// <summary>
    /// Commits all entries that fit, in one transaction, and returns the outcome of each, in order. An entry that does not fit
    /// fails alone. When this throws, nothing was stored.
    /// </summary>
    Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken);
}

/// <summary>The outcome of an entry.</summary>
public enum LedgerOutcome
{
    Committed,

    /// <summary>The chat's version or message count is not what the entry expected. Nothing of the entry was stored.</summary>
    ChatMoved,

    /// <summary>There is a log with this id already. Nothing of the entry was stored.</summary>
    LogExists,
}
