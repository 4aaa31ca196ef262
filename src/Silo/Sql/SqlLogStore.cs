using System.Data.Common;
using Inference.InferenceLogs;
using Inference.Paging;
using Inference.Storage;

namespace Inference.Sql;

internal abstract class SqlLogStore(SqlDatabase database) : ILogStore
{
    /// <summary>The condition that a log has <c>@id</c>.</summary>
    protected abstract string HasId { get; }

    protected SqlDatabase Database => database;

    /// <summary>The condition that a log's metadata has a value, as text, under a key; both are names of parameters.</summary>
    protected abstract string HasMetadata(string key, string value);

    public async Task<Page<InferenceLog>> ListAsync(LogFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var time = Time(filter);
        var query = Select(filter).With("@environment", filter.Environment);
        AddConditions(query, filter, time);
        if (page.After is { } after)
        {
            query.Add($"and {time} <= @after_time and ({time} < @after_time or log.id < @after)")
                .With("@after_time", await CreatedAtAsync(filter, after, cancellationToken))
                .With("@after", after);
        }

        query.Add($"order by {time} desc, log.id desc limit @take offset @skip");
        return await new PageReader<InferenceLog>(database, page, ToLog).ReadAsync(Finish(query), cancellationToken);
    }

    public Task<InferenceLog?> FindAsync(string environment, string id, CancellationToken cancellationToken) =>
        new SqlQuery(database, $"select document, position from inference_logs where {HasId} and environment = @environment")
            .With("@id", id)
            .With("@environment", environment)
            .FindAsync(ToLog, cancellationToken);

    public async Task<Page<InferenceLog>> ListStoredAsync(StoredCompletionFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var query = new SqlQuery(
            database,
            $"""
            select log.document, log.position, log.id
            from stored_completions as listed {database.JoinInOrder} inference_logs as log on log.id = listed.id and log.created_at = listed.created_at
            where listed.environment = @environment
            """)
            .With("@environment", filter.Environment)
            .Where("listed.owner = @owner", "@owner", filter.Owner)
            .Where("log.model = @model", "@model", filter.Model);
        foreach (var (key, value) in filter.Metadata)
        {
            var name = $"_{query.Values}";
            query.Add($"and {HasMetadata("@key" + name, "@value" + name)}").With("@key" + name, key).With("@value" + name, value);
        }

        var (beyond, order) = filter.OldestFirst ? (">", "asc") : ("<", "desc");
        if (page.After is { } after)
        {
            // By the log, which remains when its listing has been deleted: a client can delete completions while it pages through them.
            query.Add($"and (listed.created_at, listed.id) {beyond} (@after_time, @after)")
                .With("@after_time", await CreatedAtAsync(new LogFilter { Environment = filter.Environment, Owner = filter.Owner }, after, cancellationToken))
                .With("@after", after);
        }

        query.Add($"order by listed.created_at {order}, listed.id {order} limit @take offset @skip");
        return await new PageReader<InferenceLog>(database, page, ToLog).ReadAsync(query, cancellationToken);
    }

    public abstract Task<int> DeleteAsync(string environment, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Where a list begins: the logs of a filter's environment, and its tag, as <c>log</c>.</summary>
    protected abstract SqlQuery Select(LogFilter filter);

    /// <summary>Where it ends.</summary>
    protected abstract SqlQuery Finish(SqlQuery query);

    /// <summary>The time that a list is ordered by.</summary>
    protected virtual string Time(LogFilter filter) => "log.created_at";

    protected Task<bool> AnyBeforeAsync(string environment, long time, CancellationToken cancellationToken) =>
        new SqlQuery(database, "select 1 from inference_logs where environment = @environment and created_at < @time limit 1")
            .With("@environment", environment)
            .With("@time", time)
            .AnyAsync(cancellationToken);

    // Chosen here, since the engines' statistics do not show which filter leaves the fewest rows.
    protected static string Index(LogFilter filter) => filter switch
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

    private static void AddConditions(SqlQuery query, LogFilter filter, string time)
    {
        query.Where("log.owner = @owner", "@owner", filter.Owner)
            .Where($"{time} >= @start", "@start", Milliseconds(filter.Start))
            .Where($"{time} < @end", "@end", Milliseconds(filter.End))
            .Where("log.\"user\" = @user", "@user", filter.User)
            .Where("log.api_key_id = @key", "@key", filter.ApiKeyId)
            .Where("log.model = @model", "@model", filter.Model)
            .Where("log.type = @type", "@type", filter.Type)
            .Where("log.correlation_id = @correlation", "@correlation", filter.CorrelationId);
        if (filter.Succeeded is { } succeeded)
        {
            // A literal: only then can it be seen that the index of failures serves.
            query.Add(succeeded ? "and log.succeeded = 1" : "and log.succeeded = 0");
        }
    }

    private Task<long> CreatedAtAsync(LogFilter filter, string id, CancellationToken cancellationToken) =>
        new SqlQuery(database, $"select created_at from inference_logs where {HasId} and environment = @environment")
            .With("@id", id)
            .With("@environment", filter.Environment)
            .Where("owner = @owner", "@owner", filter.Owner)
            .ReadCursorAsync<long>(id, cancellationToken);

    private static object? Milliseconds(DateTimeOffset? time)
    {
        // Bounds between two milliseconds count from the next one on, as the rows' times are whole.
        return time is { } value ? (value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond : null;
    }

    private static InferenceLog ToLog(DbDataReader row) => ToLog(row, row.GetFieldValue<byte[]>(0));

    private static InferenceLog ToLog(DbDataReader row, byte[] document) =>
        StorageJson.Deserialize<InferenceLog>(document) with { Position = row.GetInt32(1) };
}
