using Inference.Sql;
using Inference.Statistics;
using Microsoft.Data.Sqlite;
using static Microsoft.Data.Sqlite.SqliteType;

namespace Inference.Sqlite;

/// <summary>Folds waiting logs into rollups, with statements that are prepared once. Not thread-safe.</summary>
internal sealed class RollupWriter(SqliteConnection connection, WriteTransaction transaction) : IDisposable
{
    private readonly SqliteStatement _waiting = new(
        connection,
        """
        select log.sequence, log.created_at, log.owner, log.api_key_id, log.model, log.type,
            log.succeeded, log.input_tokens, log.output_tokens, log.cached_tokens, log.reasoning_tokens, log.latency_ms
        from inference_outbox as waiting cross join inference_logs as log on log.sequence = waiting.log
        where waiting.environment = $1
        order by waiting.log limit $2
        """,
        Text, Integer);

    private readonly SqliteStatement _done = new(
        connection, "delete from inference_outbox where environment = $1 and log <= $2", Text, Integer);

    private readonly SqliteStatement _findGroup = new(
        connection,
        "select id from inference_rollup_groups where environment = $1 and owner = $2 and api_key_id = $3 and model = $4 and type = $5",
        Text, Text, Text, Text, Text);

    private readonly SqliteStatement _addGroup = new(
        connection,
        """
        insert into inference_rollup_groups (environment, owner, api_key_id, model, type, first_hour, last_hour)
        values ($1, $2, $3, $4, $5, $6, $6)
        """,
        Text, Text, Text, Text, Text, Integer);

    private readonly SqliteStatement _widenGroup = new(
        connection,
        "update inference_rollup_groups set first_hour = min(first_hour, $2), last_hour = max(last_hour, $2) where id = $1",
        Integer, Integer);

    private readonly SqliteStatement _latencies = new(
        connection, "select latencies from inference_rollups where log_group = $1 and span = $2 and start = $3", Integer, Integer, Integer);

    private readonly SqliteStatement _addRollup = new(
        connection,
        """
        insert into inference_rollups (
            log_group, span, start, calls, successes, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, latencies)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Blob);

    private readonly SqliteStatement _changeRollup = new(
        connection,
        """
        update inference_rollups set calls = calls + $4, successes = successes + $5, input_tokens = input_tokens + $6,
            output_tokens = output_tokens + $7, cached_tokens = cached_tokens + $8, reasoning_tokens = reasoning_tokens + $9,
            latency_ms = latency_ms + $10, latencies = $11
        where log_group = $1 and span = $2 and start = $3
        """,
        Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Integer, Blob);

    // One for all: emptied before each use.
    private readonly LatencySketch _sketch = new();

    /// <summary>Moves an environment's logs that have waited longest from the outbox into the rollups: how many they were.</summary>
    public int Fold(string environment, int limit) => transaction.RunUnsynced(() =>
    {
        var (batch, last) = ReadWaiting(environment, limit);
        if (batch.Count > 0)
        {
            _done.Run(environment, last);
        }

        foreach (var (group, cells) in batch.Groups)
        {
            var id = FindGroup(environment, group, cells.Keys.First().Start);
            foreach (var (time, cell) in cells)
            {
                Write(id, time, cell);
            }
        }

        return batch.Count;
    });

    public void Dispose()
    {
        _waiting.Dispose();
        _done.Dispose();
        _findGroup.Dispose();
        _addGroup.Dispose();
        _widenGroup.Dispose();
        _latencies.Dispose();
        _addRollup.Dispose();
        _changeRollup.Dispose();
    }

    private (RollupBatch Batch, long Last) ReadWaiting(string environment, int limit)
    {
        var batch = new RollupBatch();
        var last = 0L;
        using var rows = _waiting.Read(environment, limit);
        while (rows.Read())
        {
            var group = new RollupGroup(rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5));
            var tokens = new TokenSums(rows.GetInt64(7), rows.GetInt64(8), rows.GetInt64(9), rows.GetInt64(10));
            batch.Add(group, rows.GetInt64(1), new CallSums(1, rows.GetInt64(6), tokens, rows.GetInt64(11)));
            last = rows.GetInt64(0);
        }

        return (batch, last);
    }

    private long FindGroup(string environment, RollupGroup group, long hour)
    {
        if (_findGroup.Find(environment, group.Owner, group.ApiKeyId, group.Model, group.Type) is { } known)
        {
            return known;
        }

        _addGroup.Run(environment, group.Owner, group.ApiKeyId, group.Model, group.Type, hour);
        return SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    private void Write(long group, (RollupSpan Span, long Start) time, RollupBatch.Cell cell)
    {
        var isNew = !ReadSketch(group, time);
        foreach (var latency in cell.Latencies)
        {
            _sketch.Add(latency);
        }

        var sums = cell.Sums;
        (isNew ? _addRollup : _changeRollup).Run(
            group, (long)time.Span, time.Start, sums.Calls, sums.Successes, sums.Tokens.Input, sums.Tokens.Output, sums.Tokens.Cached,
            sums.Tokens.Reasoning, sums.LatencyMilliseconds, _sketch.Encode());
        if (isNew && time.Span == RollupSpan.Hour)
        {
            _widenGroup.Run(group, time.Start);
        }
    }

    /// <summary>Whether there is such a rollup; its latencies are then what the sketch holds, and nothing otherwise.</summary>
    private bool ReadSketch(long group, (RollupSpan Span, long Start) time)
    {
        _sketch.Clear();
        using var rows = _latencies.Read(group, (long)time.Span, time.Start);
        if (!rows.Read())
        {
            return false;
        }

        _sketch.Add(rows.GetFieldValue<byte[]>(0));
        return true;
    }
}
