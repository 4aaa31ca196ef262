using Inference.Ledger;

namespace Inference.Sqlite;

internal sealed class SqliteLedgerStore(SqliteDatabase database) : ILedgerStore
{
    public Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> units, CancellationToken cancellationToken) =>
        database.Writer.RunAsync(session => session.Ledger.Commit(units), cancellationToken);
}
