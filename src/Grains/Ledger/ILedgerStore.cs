namespace Inference.Ledger;

/// <summary>Writes many units in one transaction.</summary>
public interface ILedgerStore
{
    /// <summary>
    /// Commits all units that fit, in one transaction, and tells of each, in order, whether it is durable or why it is not. A unit that does not fit
    /// fails alone. When this throws, nothing was stored.
    /// </summary>
    Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerUnit> units, CancellationToken cancellationToken);
}
