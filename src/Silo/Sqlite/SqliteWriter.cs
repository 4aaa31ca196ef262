using Inference.Sql;

namespace Inference.Sqlite;

/// <summary>
/// Writes the ledger and the rollups behind the gate, on a thread and a connection of their own. One connection for both, because SQLite drops a
/// connection's page cache whenever another one writes, and the logs that are folded into rollups have just been written.
/// </summary>
internal sealed class SqliteWriter(SqliteDatabase database) : IDisposable
{
    private readonly WriterThread _thread = new("writer");

    // Created by the first write: when the writer is created, the database may not be open yet.
    private WriteSession? _session;

    public async Task<T> RunAsync<T>(Func<WriteSession, T> write, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate.EnterAsync(cancellationToken);
        return await StorageFault.TranslateAsync(_thread.RunAsync(() => write(_session ??= new WriteSession(database.Connect()))), database.Health);
    }

    public void Dispose()
    {
        _thread.Dispose();
        _session?.Dispose();
    }
}
