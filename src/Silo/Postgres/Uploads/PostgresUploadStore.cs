using Inference.Sql;
using Inference.Storage;
using Inference.Uploads;
using static Inference.Postgres.SqlBatch;

namespace Inference.Postgres.Uploads;

/// <summary>
/// Uploads in statements of many rows. Only where a session's stage moves is the disk waited for, which then has all that was committed before; a crash
/// of the database before takes back whole transactions, the latest ones, and the session with them.
/// </summary>
internal sealed class PostgresUploadStore(PostgresDatabase database, PostgresRetries retries) : IUploadStore, IDisposable
{
    private const string Create =
        """
        insert into upload_sessions (environment, token, version, document) values ($1, $2, 1, $3) on conflict (environment, token) do nothing
        """;

    private const string Stage =
        """
        insert into upload_rows (session, position, id, match, document) select $1, * from unnest($2, $3, $4, $5) on conflict do nothing
        """;

    // Imports of one environment take turns in the database, and one that waits there occupies a connection: in this process they take turns before.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>How many rows a transaction imports.</summary>
    public int BatchRows { get; init; } = 500;

    public Task<StoredUpload?> ReadAsync(string environment, string token, CancellationToken cancellationToken) =>
        database.ReadUploadAsync(environment, token, cancellationToken);

    public async Task<StoredUpload> CreateAsync(UploadState state, CancellationToken cancellationToken)
    {
        await RunAsync(
            batch => batch.Add(Create, Text(state.Environment), Text(state.Token), Json(StorageJson.Serialize(state))), _ => true, cancellationToken);
        return (await ReadAsync(state.Environment, state.Token, cancellationToken))!;
    }

    public Task<StoredUpload> SaveAsync(StoredUpload upload, UploadState changed, CancellationToken cancellationToken) =>
        RunAsync(batch => batch.AddSave(upload, changed), batch => batch.GetSaved(upload, changed), cancellationToken);

    public Task StageAsync(StoredUpload upload, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken)
    {
        byte[][] documents = [.. rows.Select(row => StorageJson.Serialize(row.Content))];
        return RunAsync(
            batch => batch.AddAsynchronousCommit().Add(
                Stage,
                Long(upload.Key),
                Integers([.. rows.Select(row => row.Position)]),
                Texts([.. rows.Select(row => row.Id)]),
                Texts([.. rows.Select(row => row.Match)]),
                Json(documents)),
            _ => true,
            cancellationToken);
    }

    public async Task<int> CountConflictsAsync(StoredUpload upload, int from, int count, CancellationToken cancellationToken) => await retries.RunAsync(
        async token =>
        {
            await using var connection = await database.Source.OpenConnectionAsync(token);
            await using var batch = new SqlBatch(connection).Add(
                UploadStatements.CountConflicts, Long(upload.Key), Text(upload.State.Environment), Integer(from), Integer(from + count));
            await using var rows = await batch.ReadAsync(token);
            await rows.ReadAsync(token);
            return (int)rows.GetInt64(0);
        },
        cancellationToken);

    public async Task<StoredUpload> ImportAsync(StoredUpload upload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await retries.RunAsync(token => ImportOnceAsync(upload, now, token), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<bool> DropRowsAsync(StoredUpload upload, CancellationToken cancellationToken) =>
        RunAsync(batch => batch.AddAsynchronousCommit().Add(UploadStatements.DropRows, Long(upload.Key)), batch => batch.ChangedBy(^1) > 0, cancellationToken);

    public Task DeleteAsync(StoredUpload upload, CancellationToken cancellationToken) =>
        RunAsync(batch => batch.Add(UploadStatements.Delete, Long(upload.Key)), _ => true, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<StoredUpload> ImportOnceAsync(StoredUpload upload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoredUpload? next;
        do
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            next = await new PersonaImport(connection, upload, now).RunAsync(BatchRows, cancellationToken);
        }
        while (next is null);

        return next;
    }

    private async Task<T> RunAsync<T>(Func<SqlBatch, SqlBatch> fill, Func<SqlBatch, T> result, CancellationToken cancellationToken) =>
        await retries.RunAsync(
            async token =>
            {
                await using var connection = await database.Source.OpenConnectionAsync(token);
                await using var batch = fill(new SqlBatch(connection));
                await batch.RunAsync(token);
                return result(batch);
            },
            cancellationToken);
}
