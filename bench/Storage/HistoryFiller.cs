using Inference.Chats;
using Inference.InferenceLogs;
using Inference.Messages;
using Npgsql;

namespace Inference.Storage;

/// <summary>
/// Copies half a year of chats and logs into a database, with all that belongs to them, as the server would have left them. Indexes are made afterwards:
/// for millions of rows at once that is faster.
/// </summary>
internal sealed class HistoryFiller(string connectionString, int chats, int logs)
{
    private const int Chunk = 50_000;
    private const int MessagesPerChat = 4;
    private const string Prod = "prod";

    private static readonly string[] Tables =
        ["chats", "chat_messages", "inference_logs", "inference_log_ids", "inference_correlations", "inference_rollup_groups", "inference_rollups"];

    private static readonly TimeSpan Period = TimeSpan.FromDays(183);

    private readonly DateTimeOffset _begin = TimeProvider.System.GetUtcNow() - Period;

    private int LogsPerChat => Math.Max(1, logs / chats);

    /// <summary>Returns the database's size in bytes.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var copy = new TableCopy(connection);
        await copy.ExecuteAsync("set maintenance_work_mem = '512MB'; set synchronous_commit = off", cancellationToken);
        await copy.ExecuteAsync("select inference_make_log_partition(extract(epoch from now() - n * interval '1 month')::bigint * 1000) from generate_series(0, 7) as n", cancellationToken);

        var indexes = await copy.DropIndexesAsync(Tables, cancellationToken);
        await CopyChatsAsync(copy, cancellationToken);
        await CopyLogsAsync(copy, cancellationToken);
        foreach (var index in indexes)
        {
            await copy.ExecuteAsync(index, cancellationToken);
        }

        // As autovacuum would have long done.
        await copy.ExecuteAsync("vacuum (analyze)", cancellationToken);
        await copy.ExecuteAsync("checkpoint", cancellationToken);
        await copy.RestAsync(cancellationToken);
        return await copy.SizeAsync(cancellationToken);
    }

    private async Task CopyChatsAsync(TableCopy copy, CancellationToken cancellationToken)
    {
        var step = Period / chats;
        for (var from = 0; from < chats; from += Chunk)
        {
            var headers = Enumerable.Range(from, Math.Min(Chunk, chats - from)).Select(number => Header(number, _begin + (step * number))).ToArray();
            await copy.WriteAsync(
                "chats (environment, id, version, owner, folded_name, created_at, header)",
                headers.Select(header => (object[])
                [
                    Prod, header.Id, 1L, header.Owner, header.Name.ToLowerInvariant(), header.CreatedAt.ToUnixTimeMilliseconds(), TableCopy.Json(header),
                ]),
                cancellationToken);
            await copy.WriteAsync(
                "chat_messages (environment, chat, position, message)",
                headers.SelectMany(header => Enumerable.Range(0, MessagesPerChat), (header, n) => (object[])[Prod, header.Id, n, TableCopy.Json(MessageJson(header, n))]),
                cancellationToken);
            await copy.WriteAsync(
                "inference_correlations (environment, correlation_id, next, own, last_at)",
                headers.Select(header => (object[])[Prod, header.Id, LogsPerChat, 0, header.CreatedAt.ToUnixTimeMilliseconds()]),
                cancellationToken);
        }
    }

    private async Task CopyLogsAsync(TableCopy copy, CancellationToken cancellationToken)
    {
        var maker = new LogGenerator(_begin, Period / logs, LogsPerChat);
        var rollups = new RollupCopy(copy, Prod, _begin, _begin + Period);
        for (var from = 0; from < logs; from += Chunk)
        {
            var chunk = Enumerable.Range(from, Math.Min(Chunk, logs - from)).Select(number => maker.Next() with { Position = number % LogsPerChat }).ToArray();
            await copy.WriteAsync(
                """
                inference_logs (
                    id, environment, owner, created_at, "user", api_key_id, model, type, succeeded, correlation_id, position,
                    input_tokens, output_tokens, latency_ms, tags, document)
                """,
                chunk.Select(Row),
                cancellationToken);
            await copy.WriteAsync(
                "inference_log_ids (id, environment, created_at)",
                chunk.Select(log => (object[])[log.Id, Prod, log.CreatedAt.ToUnixTimeMilliseconds()]),
                cancellationToken);
            foreach (var log in chunk)
            {
                await rollups.AddAsync(log, cancellationToken);
            }
        }

        await rollups.EndAsync(cancellationToken);
    }

    private static object[] Row(InferenceLog log) =>
    [
        log.Id, log.Environment, log.Owner, log.CreatedAt.ToUnixTimeMilliseconds(), log.User!, log.ApiKeyId, log.Model, log.Type, log.Succeeded ? 1 : 0,
        log.CorrelationId, log.Position, log.InputTokens, log.OutputTokens, (long)log.LatencyMilliseconds, Array.Empty<string>(), TableCopy.Json(log),
    ];

    private static ChatHeader Header(int number, DateTimeOffset at) => new()
    {
        Id = $"chat_{number:x32}",
        Environment = Prod,
        Owner = $"owner-{number % 10}",
        Name = $"An invoice that was not recognised, number {number}",
        CreatedAt = at,
        UpdatedAt = at,
    };

    private static Message MessageJson(ChatHeader header, int position) => new()
    {
        Role = position % 2 == 0 ? Role.User : Role.Assistant,
        Content = position % 2 == 0 ? LogGenerator.Question : LogGenerator.Answer,
        CreatedAt = header.CreatedAt.AddSeconds(position),
    };
}
