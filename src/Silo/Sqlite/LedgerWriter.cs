using Inference.Ledger;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>Writes the ledger's units, on one connection with statements that are prepared once. Not for two threads.</summary>
internal sealed class LedgerWriter(SqliteConnection connection, WriteTransaction transaction) : IDisposable
{
    private readonly ChatWriter _chats = new(connection);
    private readonly LogWriter _logs = new(connection);

    /// <summary>Commits the units that fit, in one transaction, and tells of each what became of it.</summary>
    public IReadOnlyList<LedgerOutcome> Commit(IReadOnlyList<LedgerEntry> units) => transaction.Run(() =>
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

    // Whatever can refuse a unit comes before its first write, so that no unit has to be undone. A log that exists is told first: it
    // says that this very unit was committed before.
    private LedgerOutcome Write(LedgerEntry unit)
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
