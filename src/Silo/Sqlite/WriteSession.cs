using Inference.Sqlite.Ledger;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>The writer's connection with its prepared statements. Not thread-safe.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly WriteTransaction _transaction;

    public WriteSession(SqliteConnection connection)
    {
        _connection = connection;
        Tune(connection);
        _transaction = new WriteTransaction(connection);
        Ledger = new LedgerWriter(connection, _transaction);
        Rollups = new RollupWriter(connection, _transaction);
        Eraser = new LogEraser(connection, _transaction);
    }

    public LedgerWriter Ledger { get; }

    public RollupWriter Rollups { get; }

    public LogEraser Eraser { get; }

    public void Dispose()
    {
        Ledger.Dispose();
        Rollups.Dispose();
        Eraser.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    // Without foreign keys: for each log that is deleted SQLite would scan the whole outbox. The statements that write outbox rows and those that delete
    // logs keep the references consistent.
    private static void Tune(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 16000; pragma temp_store = memory; pragma foreign_keys = off;";
        command.ExecuteNonQuery();
    }
}
