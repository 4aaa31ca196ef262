using Inference.Sql;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite.Backup;

/// <summary>A database's file outside a running server, by connections that are not pooled.</summary>
internal static class DatabaseFile
{
    // For a checkpoint or a recovery of another process.
    private const int BusySeconds = 30;

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Moves the write-ahead log into the file, so that the file alone can be moved and opened read-only.</summary>
    public static void LeaveWal(SqliteConnection connection) => Execute(connection, "pragma journal_mode = delete");

    /// <exception cref="StorageException">Pages of the file are damaged.</exception>
    public static void Check(SqliteConnection connection, string name)
    {
        if (Execute(connection, "pragma quick_check(1)") is not "ok" and var problem)
        {
            throw new StorageException($"'{name}' is damaged: {problem}");
        }
    }

    /// <summary>Waits until the content, and then the name, of a file are on the disk.</summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    public static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
