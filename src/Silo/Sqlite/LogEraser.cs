using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace Inference.Sqlite;

/// <summary>Deletes logs with their tags and their places in lists, with statements that are prepared once. Not thread-safe.</summary>
internal sealed class LogEraser(SqliteConnection connection, WriteTransaction transaction) : IDisposable
{
    private readonly SqliteStatement _old = new(
        connection,
        """
        select sequence, created_at from inference_logs indexed by inference_logs_newest
        where environment = $1 and created_at < $2
            and not exists (select 1 from inference_outbox where inference_outbox.environment = $1 and log = sequence)
        order by created_at limit $3
        """,
        Text, Integer, Integer);

    // By the names that the log has, for the tags are ordered by name.
    private readonly SqliteStatement _deleteTags = new(
        connection,
        """
        delete from inference_log_tags
        where environment = $1 and created_at = $2 and log = $3
            and tag in (select value from json_each((select document ->> '$.tags' from inference_logs where sequence = $3)))
        """,
        Text, Integer, Integer);

    private readonly SqliteStatement _unlist = new(
        connection,
        "delete from stored_completions where environment = $1 and created_at = $2 and id = (select id from inference_logs where sequence = $3)",
        Text, Integer, Integer);

    private readonly SqliteStatement _deleteLog = new(connection, "delete from inference_logs where sequence = $1", Integer);

    /// <summary>Deletes the oldest logs from before a time that do not wait to be counted: how many they were.</summary>
    public int Delete(string environment, long before, int limit) => transaction.RunUnsynced(() =>
    {
        var old = Find(environment, before, limit);
        foreach (var (sequence, createdAt) in old)
        {
            _deleteTags.Run(environment, createdAt, sequence);
            _unlist.Run(environment, createdAt, sequence);
            _deleteLog.Run(sequence);
        }

        return old.Count;
    });

    public void Dispose()
    {
        _old.Dispose();
        _deleteTags.Dispose();
        _unlist.Dispose();
        _deleteLog.Dispose();
    }

    private List<(long Sequence, long CreatedAt)> Find(string environment, long before, int limit)
    {
        var old = new List<(long Sequence, long CreatedAt)>(limit);
        using var rows = _old.Read(environment, before, limit);
        while (rows.Read())
        {
            old.Add((rows.GetInt64(0), rows.GetInt64(1)));
        }

        return old;
    }
}
