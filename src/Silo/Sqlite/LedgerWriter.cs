using Inference.Ledger;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>Writes the ledger's units, on one connection with statements that are prepared once. Not for two threads.</summary>
internal sealed class LedgerWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly ChatWriter _chats;
    private readonly LogWriter _logs;

    public LedgerWriter(SqliteConnection connection)
    {
        _connection = connection;
        Tune(connection);
        _begin = new SqliteStatement(connection, "begin immediate");
        _commit = new SqliteStatement(connection, "commit");
        _rollback = new SqliteStatement(connection, "rollback");
        _chats = new ChatWriter(connection);
        _logs = new LogWriter(connection);
    }

    /// <summary>Commits the units that fit, in one transaction, and tells of each what became of it.</summary>
    public IReadOnlyList<LedgerOutcome> Commit(IReadOnlyList<LedgerUnit> units)
    {
        var outcomes = new LedgerOutcome[units.Count];
        _begin.Run();
        try
        {
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = Write(units[i]);
            }

            _commit.Run();
        }
        catch
        {
            RollBack();
            throw;
        }

        return outcomes;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _chats.Dispose();
        _logs.Dispose();
        _connection.Dispose();
    }

    // Whatever can refuse a unit comes before its first write, so that no unit has to be undone. A log that exists is told first: it
    // says that this very unit was committed before.
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

        return LedgerOutcome.Committed;
    }

    // Some errors, such as a full disk, have rolled back already; a second time would hide the error itself.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _rollback.Run();
        }
    }

    private static void Tune(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 16000; pragma temp_store = memory;";
        command.ExecuteNonQuery();
    }
}
