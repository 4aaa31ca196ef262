using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>Runs work as one transaction of a connection, with statements that are prepared once. Not thread-safe.</summary>
internal sealed class WriteTransaction(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _begin = new(connection, "begin immediate");
    private readonly SqliteStatement _commit = new(connection, "commit");
    private readonly SqliteStatement _rollback = new(connection, "rollback");

    /// <summary>Commits what the work wrote, or nothing of it when it throws.</summary>
    public T Run<T>(Func<T> work)
    {
        _begin.Run();
        try
        {
            var result = work();
            _commit.Run();
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>
    /// The same without waiting for the disk, for work that can be repeated: after a power failure it is committed wholly or not at all, and never without
    /// the transactions before it.
    /// </summary>
    public T RunUnsynced<T>(Func<T> work)
    {
        // SQLite takes the setting when the statement is prepared, so these two cannot be prepared once.
        Execute("pragma synchronous = normal");
        try
        {
            return Run(work);
        }
        finally
        {
            Execute("pragma synchronous = full");
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }

    // Some errors, such as a full disk, have rolled back already; a second time would hide the error itself.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            _rollback.Run();
        }
    }

    private void Execute(string sql) =>
        SqliteException.ThrowExceptionForRC(SQLitePCL.raw.sqlite3_exec(connection.Handle, sql), connection.Handle);
}
