using System.Diagnostics;
using Inference.Sql;
using Inference.Storage;
using Inference.Uploads;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite.Uploads;

/// <summary>
/// Uploads write much and let other writers in between: transactions are short, and work that needs no <see cref="WriteGate"/> is done outside it. Only where
/// a session's stage moves is the disk waited for; a power failure before takes back whole transactions, and the session with them.
/// </summary>
internal sealed class SqliteUploadStore(SqliteDatabase database) : IUploadStore, IDisposable
{
    private const int BatchRows = 500;
    private const int WritesPerCheckpoint = 8;

    private static readonly TimeSpan LongestImport = TimeSpan.FromMilliseconds(12);

    private readonly WriterThread _thread = new("uploads");

    // Created by the first write: when the store is created, the database may not be open yet.
    private UploadWriter? _writer;
    private int _writes;

    private UploadWriter Writer => _writer ??= new UploadWriter(database.Connect());

    public Task<StoredUpload?> ReadAsync(string environment, string token, CancellationToken cancellationToken) =>
        database.ReadUploadAsync(environment, token, cancellationToken);

    public async Task<StoredUpload> CreateAsync(UploadState state, CancellationToken cancellationToken)
    {
        await WriteAsync(() => Writer.Create(state), cancellationToken);
        return (await ReadAsync(state.Environment, state.Token, cancellationToken))!;
    }

    public Task<StoredUpload> SaveAsync(StoredUpload upload, UploadState changed, CancellationToken cancellationToken) =>
        WriteAsync(() => Writer.Save(upload, changed), cancellationToken);

    public async Task StageAsync(StoredUpload upload, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken)
    {
        var documents = rows.Select(row => (row, StorageJson.Serialize(row.Content))).ToList();
        await WriteAsync(() => Writer.Stage(upload.Key, documents), cancellationToken);
        await CheckpointAsync();
    }

    public Task<int> CountConflictsAsync(StoredUpload upload, int from, int count, CancellationToken cancellationToken) =>
        StorageFault.TranslateAsync(_thread.RunAsync(() => Writer.CountConflicts(upload, from, count)), database.Health);

    public async Task<StoredUpload> ImportAsync(StoredUpload upload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await StorageFault.TranslateAsync(_thread.RunAsync(() => Writer.ReadRows(upload, BatchRows)), database.Health);
        if (rows.Count == 0)
        {
            return await SaveAsync(upload, upload.State with { Stage = UploadStage.Completed }, cancellationToken);
        }

        var batch = new ImportBatch(upload.State, now);
        var next = await WriteAsync(
            () =>
            {
                var start = Stopwatch.GetTimestamp();
                return Writer.Import(upload, rows, batch, () => Stopwatch.GetElapsedTime(start) > LongestImport);
            },
            cancellationToken);
        await CheckpointAsync();
        return next;
    }

    public async Task<bool> DropRowsAsync(StoredUpload upload, CancellationToken cancellationToken)
    {
        var dropped = await WriteAsync(() => Writer.Drop(upload), cancellationToken);
        await CheckpointAsync();
        return dropped > 0;
    }

    public Task DeleteAsync(StoredUpload upload, CancellationToken cancellationToken) =>
        WriteAsync(() => Writer.Delete(upload), cancellationToken);

    public void Dispose()
    {
        _thread.Dispose();
        _writer?.Dispose();
    }

    private async Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        using var lease = await database.Gate.EnterAsync(cancellationToken);
        return await StorageFault.TranslateAsync(_thread.RunAsync(write), database.Health);
    }

    /// <summary>Every few writes, and outside the gate: SQLite would checkpoint inside of a transaction, and the next writer would wait for it.</summary>
    private async Task CheckpointAsync()
    {
        if (Interlocked.Increment(ref _writes) % WritesPerCheckpoint != 0)
        {
            return;
        }

        try
        {
            await _thread.RunAsync(() =>
            {
                Writer.Checkpoint();
                return true;
            });
        }
        catch (SqliteException exception) when (StorageFault.Is(exception))
        {
            // What was committed stays in the log, where it is read from.
            StorageFault.Translate(exception, database.Health);
        }
    }
}
