using Inference.Sql;

namespace Inference.Sqlite;

/// <summary>
/// Writes ledger and rollups: behind the gate, on a thread and a connection of their own. One for both, because SQLite forgets what a
/// connection has cached whenever another one writes, and what is folded into rollups has just been written.
/// </summary>
internal sealed class SqliteWriter(SqliteDatabase database) : IDisposable
{
    private readonly WriterThread _thread = new("writer");

    // Made by the first write: when this is made, the database may not be open yet.
    private WriteSession? _session;

    public async Task<T> RunAsync<T>(Func<WriteSession, T> write, CancellationToken cancellationToken)
    {
        using var pass = await database.Gate.EnterAsync(cancellationToken);
        return await StorageFault.TellAsync(_thread.RunAsync(() => write(_session ??= new WriteSession(database.Connect()))), database.Health);
    }

    public void Dispose()
    {
        _thread.Dispose();
        _session?.Dispose();
    }
}
