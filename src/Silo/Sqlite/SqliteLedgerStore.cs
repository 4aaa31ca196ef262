using Inference.Ledger;

namespace Inference.Sqlite;

internal sealed class SqliteLedgerStore(SqliteDatabase database) : ILedgerStore, IDisposable
{
    private readonly WriterThread _thread = new("ledger");

    // Made by the first commit: when the store is, the database may not be open yet.
    private LedgerWriter? _writer;

    public async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerUnit> units, CancellationToken cancellationToken)
    {
        using var pass = await database.Gate.EnterAsync(cancellationToken);
        return await _thread.RunAsync(() => (_writer ??= new LedgerWriter(database.Connect())).Commit(units));
    }

    public void Dispose()
    {
        _thread.Dispose();
        _writer?.Dispose();
    }
}
