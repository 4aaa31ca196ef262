using Inference.Sql;
using Inference.Storage;
using Inference.Uploads;
using Microsoft.Data.Sqlite;
using Orleans.Storage;
using static Microsoft.Data.Sqlite.SqliteType;

namespace Inference.Sqlite.Uploads;

/// <summary>Writes upload sessions and their rows, on one connection with statements that are prepared once. Not thread-safe.</summary>
internal sealed class UploadWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly SqliteStatement _create;
    private readonly SqliteStatement _save;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _stage;
    private readonly SqliteStatement _rows;
    private readonly SqliteStatement _drop;
    private readonly SqliteStatement _conflicts;
    private readonly PersonaWriter _personas;

    public UploadWriter(SqliteConnection connection)
    {
        _connection = connection;
        Execute("pragma cache_size = -32768; pragma temp_store = memory; pragma wal_autocheckpoint = 0; pragma synchronous = normal;");
        _begin = new SqliteStatement(connection, "begin immediate");
        _commit = new SqliteStatement(connection, "commit");
        _rollback = new SqliteStatement(connection, "rollback");
        _create = new SqliteStatement(
            connection,
            """
            insert into upload_sessions (environment, token, version, document) values ($1, $2, 1, cast($3 as text))
            on conflict (environment, token) do nothing
            """,
            Text, Text, Blob);
        _save = new SqliteStatement(
            connection,
            "update upload_sessions set document = cast($3 as text), version = version + 1 where number = $1 and version = $2",
            Integer, Integer, Blob);
        _delete = new SqliteStatement(connection, UploadStatements.Delete, Integer);
        _stage = new SqliteStatement(
            connection,
            "insert into upload_rows (session, position, id, match, document) values ($1, $2, $3, $4, cast($5 as text)) on conflict do nothing",
            Integer, Integer, Text, Text, Blob);
        _rows = new SqliteStatement(
            connection,
            "select position, id, match, document from upload_rows where session = $1 and position >= $2 order by position limit $3",
            Integer, Integer, Integer);
        _drop = new SqliteStatement(connection, UploadStatements.DropRows, Integer);
        _conflicts = new SqliteStatement(connection, UploadStatements.CountConflicts, Integer, Text, Integer, Integer);
        _personas = new PersonaWriter(connection);
    }

    public int Create(UploadState state) => Write(() => _create.Run(state.Environment, state.Token, StorageJson.Serialize(state)));

    /// <summary>On the disk when it returns, with all that was written before.</summary>
    public StoredUpload Save(StoredUpload upload, UploadState next)
    {
        Execute("pragma synchronous = full");
        try
        {
            return Write(() => Move(upload, next));
        }
        finally
        {
            Execute("pragma synchronous = normal");
        }
    }

    public int Delete(StoredUpload upload) => Write(() => _delete.Run(upload.Key));

    public int Stage(long session, IReadOnlyList<(StagedRow Row, byte[] Document)> rows) => Write(() =>
    {
        foreach (var (row, document) in rows)
        {
            _stage.Run(session, row.Position, row.Id, row.Match, document);
        }

        return rows.Count;
    });

    public int CountConflicts(StoredUpload upload, int from, int count) =>
        (int)_conflicts.Find(upload.Key, upload.State.Environment, from, from + count)!.Value;

    public List<StagedRow> ReadRows(StoredUpload upload, int count)
    {
        var rows = new List<StagedRow>(count);
        using var found = _rows.Read(upload.Key, upload.State.Position, count);
        while (found.Read())
        {
            rows.Add(new StagedRow(
                found.GetInt32(0),
                found.IsDBNull(1) ? null : found.GetString(1),
                found.IsDBNull(2) ? null : found.GetString(2),
                StorageJson.Deserialize<StagedContent>(found.GetFieldValue<byte[]>(3))));
        }

        return rows;
    }

    /// <summary>Imports rows until they are through or time is up, and moves the session with them.</summary>
    public StoredUpload Import(StoredUpload upload, IReadOnlyList<StagedRow> rows, ImportBatch batch, Func<bool> isTimeUp) => Write(() =>
    {
        foreach (var row in rows)
        {
            _personas.Write(row, batch);
            if (isTimeUp())
            {
                break;
            }
        }

        return Move(upload, batch.State);
    });

    /// <summary>How many rows it forgot.</summary>
    public int Drop(StoredUpload upload) => Write(() => _drop.Run(upload.Key));

    /// <summary>Moves what was committed from the log into the file, while others may write.</summary>
    public void Checkpoint() => Execute("pragma wal_checkpoint(passive)");

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[_begin, _commit, _rollback, _create, _save, _delete, _stage, _rows, _drop, _conflicts])
        {
            statement.Dispose();
        }

        _personas.Dispose();
        _connection.Dispose();
    }

    private StoredUpload Move(StoredUpload upload, UploadState next) =>
        _save.Run(upload.Key, upload.Version, StorageJson.Serialize(next)) == 1
            ? upload with { Version = upload.Version + 1, State = next }
            : throw new InconsistentStateException($"Another activation wrote the upload session '{upload.State.Token}'.");

    private T Write<T>(Func<T> write)
    {
        _begin.Run();
        try
        {
            var result = write();
            _commit.Run();
            return result;
        }
        catch
        {
            // Some errors, such as a full disk, have rolled back already; a second time would hide the error itself.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _rollback.Run();
            }

            throw;
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
