using Inference.Storage;
using Inference.Uploads;
using Npgsql;
using static Inference.Postgres.SqlBatch;

namespace Inference.Postgres.Uploads;

/// <summary>
/// Writes a batch of rows as personas in one transaction, past the personas' grains, which read their state before each use. Batches of one environment
/// take turns, so that each sees what the one before wrote; a grain that writes meanwhile waits for the lock of its row, or the batch does.
/// </summary>
internal sealed class PersonaImport(NpgsqlConnection connection, StoredUpload upload, DateTimeOffset now)
{
    public const string TakeTurn = "select pg_advisory_xact_lock(hashtextextended('personas/' || $1, 0))";

    /// <summary>Rows of session $1 from position $2 on, $4 of them, each with the key of the first persona of its match in environment $3.</summary>
    public const string ReadRows =
        """
        select staged.position, staged.id, staged.match, staged.document, (
            select key from grain_state as old
            where old.name = 'persona' and old.environment = $3 and old.match = staged.match and old.match is not null
            order by old.key limit 1)
        from upload_rows as staged where staged.session = $1 and staged.position >= $2 order by staged.position limit $4
        """;

    /// <summary>The personas of the keys $1, seen from environment $2: what is left of a deleted one has none.</summary>
    public const string Lock =
        """
        select key, environment <> $2, match, document from grain_state where name = 'persona' and key = any($1) order by key for update
        """;

    private const string Replace =
        """
        update grain_state as old set document = new.document::jsonb, version = old.version + 1
        from unnest($1, $2) as new (key, document) where old.name = 'persona' and old.key = new.key
        """;

    private const string Create =
        """
        insert into grain_state (name, key, version, document)
        select 'persona', key, 1, document::jsonb from unnest($1, $2) as new (key, document)
        on conflict (name, key) do update set document = excluded.document, version = grain_state.version + 1
        where grain_state.environment = ''
        """;

    private readonly Dictionary<string, string> _firstByMatch = [];

    private string Environment => upload.State.Environment;

    /// <summary>The session after the batch, or <see langword="null"/> when another write interfered and nothing was written.</summary>
    public async Task<StoredUpload?> RunAsync(int count, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await ReadAsync(count, cancellationToken);
        var batch = new ImportBatch(upload.State, now);
        if (rows.Count == 0)
        {
            var completed = await CompleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return completed;
        }

        var personas = new BatchPersonas(Environment, await LockAsync(rows, batch, cancellationToken), _firstByMatch);
        if (personas.Decide(rows, batch) == 0 || await WriteAsync(personas, batch.State, cancellationToken) is not { } next)
        {
            return null;
        }

        await transaction.CommitAsync(cancellationToken);
        return next;
    }

    private async Task<List<StagedRow>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        await using var batch = new SqlBatch(connection)
            .Add(TakeTurn, Text(Environment))
            .Add(ReadRows, Long(upload.Key), Integer(upload.State.Position), Text(Environment), Integer(count));
        await using var found = await batch.ReadAsync(cancellationToken);
        await found.NextResultAsync(cancellationToken);
        var rows = new List<StagedRow>(count);
        while (await found.ReadAsync(cancellationToken))
        {
            var row = new StagedRow(
                found.GetInt32(0), TextOf(found, 1), TextOf(found, 2), StorageJson.Deserialize<StagedContent>(found.GetFieldValue<byte[]>(3)));
            rows.Add(row);
            if (row.Match is { } match && TextOf(found, 4) is { } first)
            {
                _firstByMatch.TryAdd(match, first);
            }
        }

        return rows;
    }

    private async Task<Dictionary<string, BatchPersona>> LockAsync(List<StagedRow> rows, ImportBatch import, CancellationToken cancellationToken)
    {
        var keys = rows.SelectMany(import.IdsOf).Select(id => $"{Environment}/{id}").Concat(_firstByMatch.Values).Distinct();
        await using var batch = new SqlBatch(connection).Add(Lock, Texts([.. keys]), Text(Environment));
        await using var found = await batch.ReadAsync(cancellationToken);
        var personas = new Dictionary<string, BatchPersona>();
        while (await found.ReadAsync(cancellationToken))
        {
            personas.Add(found.GetString(0), new BatchPersona(found.GetBoolean(1), TextOf(found, 2), found.GetFieldValue<byte[]>(3)));
        }

        return personas;
    }

    /// <summary>The session's next state, or <see langword="null"/> when a new id is not free any more.</summary>
    private async Task<StoredUpload?> WriteAsync(BatchPersonas personas, UploadState next, CancellationToken cancellationToken)
    {
        await using var batch = new SqlBatch(connection)
            .AddAsynchronousCommit()
            .Add(Replace, Texts([.. personas.Replaced.Keys]), Json([.. personas.Replaced.Values]))
            .Add(Create, Texts([.. personas.Created.Keys]), Json([.. personas.Created.Values]))
            .AddSave(upload, next);
        await batch.RunAsync(cancellationToken);
        return batch.ChangedBy(^2) == personas.Created.Count ? batch.GetSaved(upload, next) : null;
    }

    private async Task<StoredUpload> CompleteAsync(CancellationToken cancellationToken)
    {
        var completed = upload.State with { Stage = UploadStage.Completed };
        await using var batch = new SqlBatch(connection).AddSave(upload, completed);
        await batch.RunAsync(cancellationToken);
        return batch.GetSaved(upload, completed);
    }

    private static string? TextOf(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
