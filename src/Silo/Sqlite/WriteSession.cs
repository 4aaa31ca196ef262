using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>What the writer's connection is used by. Not for two threads.</summary>
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
    }

    public LedgerWriter Ledger { get; }

    public RollupWriter Rollups { get; }

    public void Dispose()
    {
        Ledger.Dispose();
        Rollups.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private static void Tune(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 16000; pragma temp_store = memory;";
        command.ExecuteNonQuery();
    }
}
