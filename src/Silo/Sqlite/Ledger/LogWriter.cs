using Inference.InferenceLogs;
using Inference.Storage;
using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace Inference.Sqlite.Ledger;

/// <summary>Writes log rows, their tags and their outbox rows inside the ledger's transaction.</summary>
internal sealed class LogWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _exists = new(connection, "select 1 from inference_logs where id = $1", Text);

    // Neither "on conflict" nor "returning": with them SQLite keeps a journal of every page that the row touches.
    // The highest position rather than a count: one look into an index, however many calls there were.
    private readonly SqliteStatement _insert = new(
        connection,
        """
        insert into inference_logs (
            id, environment, owner, created_at, user, api_key_id, model, type, succeeded, correlation_id, position,
            input_tokens, output_tokens, latency_ms, document, cached_tokens, reasoning_tokens)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
            coalesce((
                select position + 1 from inference_logs where environment = $2 and correlation_id = $10 order by position desc limit 1), 0),
            $11, $12, $13, cast($14 as text), $15, $16)
        """,
        Text, Text, Text, Integer, Text, Text, Text, Text, Integer, Text, Integer, Integer, Integer, Blob, Integer, Integer);

    private readonly SqliteStatement _tag = new(
        connection,
        "insert into inference_log_tags (environment, tag, created_at, log) values ($1, $2, $3, $4) on conflict do nothing",
        Text, Text, Integer, Integer);

    private readonly SqliteStatement _outbox = new(
        connection, "insert into inference_outbox (environment, log) values ($1, $2)", Text, Integer);

    private readonly SqliteStatement _list = new(
        connection, "insert into stored_completions (environment, owner, created_at, id) values ($1, $2, $3, $4)", Text, Text, Integer, Text);

    private readonly SqliteStatement _replace = new(
        connection, "update inference_logs set document = cast($3 as text) where id = $2 and environment = $1", Text, Text, Blob);

    private readonly SqliteStatement _unlist = new(
        connection, "delete from stored_completions where environment = $1 and created_at = $2 and id = $3", Text, Integer, Text);

    public bool Exists(string id) => _exists.Find(id) is not null;

    /// <summary>Whether the log was written: not when there is one of its id.</summary>
    public bool TryWrite(InferenceLog log)
    {
        if (Exists(log.Id))
        {
            return false;
        }

        var createdAt = log.CreatedAt.ToUnixTimeMilliseconds();
        _insert.Run(
            log.Id, log.Environment, log.Owner, createdAt, log.User, log.ApiKeyId, log.Model, log.Type, log.Succeeded ? 1 : 0,
            log.CorrelationId, log.InputTokens, log.OutputTokens, log.LatencyMilliseconds, StorageJson.Serialize(log),
            log.CachedTokens, log.ReasoningTokens);
        var sequence = SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
        foreach (var tag in log.Tags)
        {
            _tag.Run(log.Environment, tag, createdAt, sequence);
        }

        _outbox.Run(log.Environment, sequence);
        if (log.Stored is true)
        {
            _list.Run(log.Environment, log.Owner, createdAt, log.Id);
        }

        return true;
    }

    /// <summary>Puts a log without contents in the place of the one of its id, which is listed no longer.</summary>
    public void Erase(InferenceLog log)
    {
        _replace.Run(log.Environment, log.Id, StorageJson.Serialize(log));
        _unlist.Run(log.Environment, log.CreatedAt.ToUnixTimeMilliseconds(), log.Id);
    }

    public void Dispose()
    {
        _exists.Dispose();
        _insert.Dispose();
        _tag.Dispose();
        _outbox.Dispose();
        _list.Dispose();
        _replace.Dispose();
        _unlist.Dispose();
    }
}
