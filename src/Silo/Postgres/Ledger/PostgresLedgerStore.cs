using System.Collections.Concurrent;
using Inference.InferenceLogs;
using Inference.Ledger;
using Npgsql;

namespace Inference.Postgres.Ledger;

/// <summary>
/// Two messages to the server a batch: the first locks and reads the rows that the entries concern, the second writes all entries that fit and commits. A batch
/// that lost a race for rows which could not be locked (a chat's first turn, a deadlock), or its connection, is repeated: a entry that was committed without
/// an acknowledgement is recognised by its log.
/// </summary>
internal sealed class PostgresLedgerStore(PostgresDatabase database, PostgresRetries retries) : ILedgerStore
{
    private readonly ConcurrentDictionary<(int Year, int Month), bool> _partitions = new();

    public async Task<IReadOnlyList<LedgerOutcome>> CommitAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) =>
        await retries.RunAsync(token => WriteAsync(entries, token), cancellationToken);

    private async Task<LedgerOutcome[]> WriteAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        var batch = new LedgerBatch(entries);
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await MakePartitionsAsync(connection, batch.Candidates, cancellationToken);
        await ReadAsync(connection, batch, cancellationToken);
        var outcomes = batch.Decide();
        try
        {
            await WriteAsync(connection, batch, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // A partition in the cache was dropped meanwhile.
            _partitions.Clear();
            throw;
        }

        return outcomes;
    }

    // With the next month's, so that the first log of a month waits for none.
    private async Task MakePartitionsAsync(NpgsqlConnection connection, IReadOnlyList<InferenceLog> logs, CancellationToken cancellationToken)
    {
        foreach (var log in logs)
        {
            var month = (log.CreatedAt.UtcDateTime.Year, log.CreatedAt.UtcDateTime.Month);
            if (_partitions.ContainsKey(month))
            {
                continue;
            }

            await using var command = new NpgsqlCommand("select inference_make_log_partition($1), inference_make_log_partition($2)", connection);
            command.Parameters.AddWithValue(log.CreatedAt.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue(log.CreatedAt.AddMonths(1).ToUnixTimeMilliseconds());
            await command.ExecuteNonQueryAsync(cancellationToken);
            _partitions.TryAdd(month, true);
        }
    }

    private static async Task ReadAsync(NpgsqlConnection connection, LedgerBatch batch, CancellationToken cancellationToken)
    {
        await using var statements = new SqlBatch(connection);
        statements.Add("begin");
        if (!batch.Chats.IsEmpty)
        {
            statements.AddReads(batch.Chats);
        }

        if (batch.Candidates.Count > 0)
        {
            statements.AddReads(batch.Candidates);
        }

        await using var rows = await statements.ReadAsync(cancellationToken);
        if (!batch.Chats.IsEmpty)
        {
            // The lock's own result has rows without columns.
            await rows.NextResultAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                batch.Chats.SetStored(rows.GetString(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt32(3));
            }

            await rows.NextResultAsync(cancellationToken);
        }

        while (await rows.ReadAsync(cancellationToken))
        {
            batch.AddReserved(rows.GetString(0));
        }
    }

    private static async Task WriteAsync(NpgsqlConnection connection, LedgerBatch batch, CancellationToken cancellationToken)
    {
        await using var statements = new SqlBatch(connection);
        statements.AddWrites(batch.Chats);
        statements.AddWrites(batch.Logs, batch.UnusedIds);
        statements.AddErasures(batch.Erased);
        statements.Add("commit");
        await statements.RunAsync(cancellationToken);
    }
}
