namespace Inference.Ledger;

/// <summary>What became of a unit.</summary>
public enum LedgerOutcome
{
    Committed,

    /// <summary>The chat's version or message count is not what the unit expected. Nothing of the unit was stored.</summary>
    ChatMoved,

    /// <summary>There is a log with this id already. Nothing of the unit was stored.</summary>
    LogExists,
}
