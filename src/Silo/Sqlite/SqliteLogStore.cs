using Inference.InferenceLogs;
using Inference.Paging;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

internal sealed class SqliteLogStore(SqliteDatabase database) : ILogStore
{
    public Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var time = filter.Tag is null ? "log.created_at" : "tagged.created_at";
        using var query = Select(filter);
        AddConditions(query, filter, time);
        if (page.After is { } after)
        {
            query.Add($"and {time} <= $after_time and ({time} < $after_time or log.id < $after)")
                .With("$after_time", CreatedAt(filter, after))
                .With("$after", after);
        }

        // The order is settled before any document is read: where the index does not give it, only keys are sorted.
        query.Add($"order by {time} desc, log.id desc limit $take offset $skip)")
            .Add("order by created_at desc, id desc")
            .With("$take", page.Size + 1)
            .With("$skip", page.Skip);
        return Task.FromResult(query.ReadPage(page.Size, ToLog));
    }

    public Task<InferenceLog?> FindAsync(string environment, string id, CancellationToken cancellationToken)
    {
        using var query = new SqliteQuery(database, "select document, position from inference_logs where id = $id and environment = $environment")
            .With("$id", id)
            .With("$environment", environment);
        using var rows = query.Read();
        return Task.FromResult(rows.Read() ? ToLog(rows) : null);
    }

    public Task<int> DeleteAsync(string environment, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var time = before.ToUnixTimeMilliseconds();
        return AnyBefore(environment, time)
            ? database.Writer.RunAsync(session => session.Eraser.Delete(environment, time, limit), cancellationToken)
            : Task.FromResult(0);
    }

    // Without the gate, since most of the time there is nothing to do.
    private bool AnyBefore(string environment, long time)
    {
        using var query = new SqliteQuery(
            database, "select 1 from inference_logs where environment = $environment and created_at < $time limit 1")
            .With("$environment", environment)
            .With("$time", time);
        using var rows = query.Read();
        return rows.Read();
    }

    private SqliteQuery Select(LogFilter filter)
    {
        const string Outer = "select document, position from inference_logs where sequence in (select log.sequence from ";
        return filter.Tag is { } tag
            ? new SqliteQuery(database, Outer)
                .Add("inference_log_tags as tagged cross join inference_logs as log on log.sequence = tagged.log")
                .Add("where tagged.environment = $environment and tagged.tag = $tag and log.environment = $environment")
                .With("$tag", tag)
            : new SqliteQuery(database, Outer)
                .Add($"inference_logs as log indexed by {Index(filter)}")
                .Add("where log.environment = $environment");
    }

    private static void AddConditions(SqliteQuery query, LogFilter filter, string time)
    {
        query.With("$environment", filter.Environment)
            .Where("log.owner = $owner", "$owner", filter.Owner)
            .Where($"{time} >= $start", "$start", Milliseconds(filter.Start))
            .Where($"{time} < $end", "$end", Milliseconds(filter.End))
            .Where("log.user = $user", "$user", filter.User)
            .Where("log.api_key_id = $key", "$key", filter.ApiKeyId)
            .Where("log.model = $model", "$model", filter.Model)
            .Where("log.type = $type", "$type", filter.Type)
            .Where("log.correlation_id = $correlation", "$correlation", filter.CorrelationId);
        if (filter.Succeeded is { } succeeded)
        {
            // A literal: only then does SQLite see that the index of failures serves.
            query.Add(succeeded ? "and log.succeeded = 1" : "and log.succeeded = 0");
        }
    }

    // Chosen here, since SQLite cannot know which filter leaves the fewest rows.
    private static string Index(LogFilter filter) => filter switch
    {
        { CorrelationId: not null } => "inference_logs_by_correlation",
        { User: not null } => "inference_logs_by_user",
        { Succeeded: false } => "inference_logs_by_failure",
        { ApiKeyId: not null } => "inference_logs_by_api_key",
        { Owner: not null } => "inference_logs_by_owner",
        { Model: not null } => "inference_logs_by_model",
        { Type: not null } => "inference_logs_by_type",
        _ => "inference_logs_newest",
    };

    private long CreatedAt(LogFilter filter, string id)
    {
        using var query = new SqliteQuery(database, "select created_at from inference_logs where id = $id and environment = $environment")
            .With("$id", id)
            .With("$environment", filter.Environment)
            .Where("owner = $owner", "$owner", filter.Owner);
        return query.ReadCursor<long>(id);
    }

    private static object? Milliseconds(DateTimeOffset? time)
    {
        // Bounds between two milliseconds count from the next one on, as the rows' times are whole.
        return time is { } value ? (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond : null;
    }

    private static InferenceLog ToLog(SqliteDataReader rows) => SqliteQuery.Json<InferenceLog>(rows) with { Position = rows.GetInt32(1) };
}
