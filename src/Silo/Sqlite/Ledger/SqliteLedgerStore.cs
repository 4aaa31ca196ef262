using Inference.Ledger;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite.Ledger;

internal sealed class SqliteLedgerStore(SqliteDatabase database) : ILedgerStore
{
    public Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerUnit> units, CancellationToken cancellationToken) =>
        database.Writer.RunAsync(session => session.Ledger.Commit(units), cancellationToken);
}

/// <summary>Writes the ledger's units, on one connection with statements that are prepared once. Not thread-safe.</summary>
internal sealed class LedgerWriter(SqliteConnection connection, WriteTransaction transaction) : IDisposable
{
    private readonly ChatWriter _chats = new(connection);
    private readonly LogWriter _logs = new(connection);

    /// <summary>Commits the units that fit, in one transaction, and returns the outcome of each.</summary>
    public IReadOnlyList<LedgerOutcome> Commit(IReadOnlyList<LedgerUnit> units) => transaction.Run(() =>
    {
        var outcomes = new LedgerOutcome[units.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Write(units[i]);
        }

        return outcomes;
    });

    public void Dispose()
    {
        _chats.Dispose();
        _logs.Dispose();
    }

    // Every check comes before the first write of a unit, so that no unit has to be undone. A log that exists comes first: it means that this very unit was
    // committed before.
    private LedgerOutcome Write(LedgerUnit unit)
    {
        if (unit.Chat is { } change && !_chats.Fits(change))
        {
            return unit.Log is { } known && _logs.Exists(known.Id) ? LedgerOutcome.LogExists : LedgerOutcome.ChatMoved;
        }

        if (unit.Log is { } log && !_logs.TryWrite(log))
        {
            return LedgerOutcome.LogExists;
        }

        if (unit.Chat is { } chat)
        {
            _chats.Write(chat);
        }

        if (unit.Erased is { } erased)
        {
            _logs.Erase(erased);
        }

        return LedgerOutcome.Committed;
    }
}
