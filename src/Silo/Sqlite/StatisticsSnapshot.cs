using Inference.Statistics;
using Microsoft.Data.Sqlite;

namespace Inference.Sqlite;

/// <summary>The three places that tell what logs add up to, all as of one moment: a log is never in two of them, and never missing.</summary>
internal sealed class StatisticsSnapshot : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly StatisticsFilter _filter;

    public StatisticsSnapshot(SqliteDatabase database, StatisticsFilter filter)
    {
        _connection = database.Connect();
        _transaction = _connection.BeginTransaction(deferred: true);
        _filter = filter;
    }

    /// <summary>The counted logs of a range, group by group. In this form SQLite needs not sort.</summary>
    public SqliteQuery RollupsByGroup(RollupRange range)
    {
        var query = Query("""
            select (select model from inference_rollup_groups where id = log_group),
                sum(calls), sum(successes), sum(input_tokens), sum(output_tokens), sum(latency_ms)
            from inference_rollups
            where log_group in (select id from inference_rollup_groups as log where
            """);
        AddGroups(query, range);
        query.Add(") and");
        return AddRange(query, range).Add("group by log_group");
    }

    /// <summary>The counted logs of a range, rollup by rollup.</summary>
    public SqliteQuery Rollups(RollupRange range)
    {
        var query = Query("""
            select model, calls, successes, input_tokens, output_tokens, latency_ms, start, latencies
            from inference_rollup_groups as log cross join inference_rollups on log_group = log.id
            where
            """);
        AddGroups(query, range);
        query.Add("and");
        return AddRange(query, range);
    }

    /// <summary>Logs of a range that are not counted yet.</summary>
    public SqliteQuery Waiting(TimeRange range, bool byModel) => AddLogs(
        Query(Columns(byModel)).Add("from inference_outbox as waiting cross join inference_logs as log on log.sequence = waiting.log").Add(
            "where waiting.environment = $environment"),
        range,
        byModel);

    /// <summary>Logs of a range, counted or not.</summary>
    public SqliteQuery Logs(TimeRange range, bool byModel) => AddLogs(
        Query(Columns(byModel)).Add($"from inference_logs as log indexed by {Index}").Add("where log.environment = $environment"),
        range,
        byModel);

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }

    // Chosen here, since SQLite cannot know which filter leaves the fewest rows.
    private string Index => _filter switch
    {
        { CorrelationId: not null } => "inference_logs_by_correlation",
        { User: not null } => "inference_logs_by_user",
        { ApiKeyId: not null } => "inference_logs_by_api_key",
        { Owner: not null } => "inference_logs_by_owner",
        { Model: not null } => "inference_logs_by_model",
        { Type: not null } => "inference_logs_by_type",
        _ => "inference_logs_newest",
    };

    private static string Columns(bool byModel) => byModel
        ? "select log.model, count(*), sum(log.succeeded), sum(log.input_tokens), sum(log.output_tokens), sum(log.latency_ms)"
        : "select log.model, 1, log.succeeded, log.input_tokens, log.output_tokens, log.latency_ms, log.created_at";

    private SqliteQuery Query(string sql) => new(_connection, sql);

    private void AddGroups(SqliteQuery query, RollupRange range)
    {
        query.Add("log.environment = $environment and log.first_hour < $to and log.last_hour >= $first")
            .With("$first", range.From);
        AddFilter(query);
    }

    private static SqliteQuery AddRange(SqliteQuery query, RollupRange range) => query
        .Add("span = $span and start >= $from and start < $to")
        .With("$span", (long)range.Span)
        .With("$from", range.From)
        .With("$to", range.To);

    private SqliteQuery AddLogs(SqliteQuery query, TimeRange range, bool byModel)
    {
        query.Add("and log.created_at >= $from and log.created_at < $to").With("$from", range.From).With("$to", range.To);
        AddFilter(query);
        query.Where("log.user = $user", "$user", _filter.User)
            .Where("log.correlation_id = $correlation", "$correlation", _filter.CorrelationId);
        return byModel ? query.Add("group by log.model") : query;
    }

    private void AddFilter(SqliteQuery query) => query
        .With("$environment", _filter.Environment)
        .Where("log.owner = $owner", "$owner", _filter.Owner)
        .Where("log.api_key_id = $key", "$key", _filter.ApiKeyId)
        .Where("log.model = $model", "$model", _filter.Model)
        .Where("log.type = $type", "$type", _filter.Type);
}
