using System.Data.Common;
using Inference.Statistics;

namespace Inference.Sql;

/// <summary>The three sources of statistics (rollups, the outbox, logs) as of one moment: a log is never counted in two of them, and never missing.</summary>
internal sealed class StatisticsSnapshot : IAsyncDisposable
{
    private readonly SqlDatabase _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly StatisticsFilter _filter;

    private StatisticsSnapshot(SqlDatabase database, DbConnection connection, DbTransaction transaction, StatisticsFilter filter)
    {
        _database = database;
        _connection = connection;
        _transaction = transaction;
        _filter = filter;
    }

    public static async Task<StatisticsSnapshot> TakeAsync(SqlDatabase database, StatisticsFilter filter, CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken);
        return new StatisticsSnapshot(database, connection, await database.BeginSnapshotAsync(connection, cancellationToken), filter);
    }

    /// <summary>The counted logs of a range, group by group. In this form SQLite needs not sort.</summary>
    public SqlQuery RollupsByGroup(RollupRange range)
    {
        var query = Query($"""
            select (select model from inference_rollup_groups where id = log_group),
                {Sum("calls")}, {Sum("successes")}, {Sum("input_tokens")}, {Sum("output_tokens")}, {Sum("cached_tokens")}, {Sum("reasoning_tokens")},
                {Sum("latency_ms")}
            from inference_rollups
            where log_group in (select id from inference_rollup_groups as log where
            """);
        AddGroups(query, range);
        query.Add(") and");
        return AddRange(query, range).Add("group by log_group");
    }

    /// <summary>The counted logs of a range, rollup by rollup.</summary>
    public SqlQuery Rollups(RollupRange range)
    {
        var query = Query($"""
            select model, calls, successes, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, start, latencies
            from inference_rollup_groups as log {_database.JoinInOrder} inference_rollups on log_group = log.id
            where
            """);
        AddGroups(query, range);
        query.Add("and");
        return AddRange(query, range);
    }

    /// <summary>Logs of a range that are not counted yet.</summary>
    public SqlQuery Waiting(TimeRange range, bool byModel) =>
        AddLogs(Query(Columns(byModel)).Add($"from {_database.WaitingLogs}"), range, byModel);

    /// <summary>Logs of a range, counted or not.</summary>
    public SqlQuery Logs(TimeRange range, bool byModel)
    {
        var query = Query(Columns(byModel)).Add($"from {_database.LogsBy(Index)} where log.environment = @environment");
        query.Where("log.\"user\" = @user", "@user", _filter.User)
            .Where("log.correlation_id = @correlation", "@correlation", _filter.CorrelationId);
        return AddLogs(query, range, byModel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    // Chosen here, since SQLite's statistics do not show which filter leaves the fewest rows.
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
        ? $"""
            select log.model, count(*), {Sum("log.succeeded")}, {Sum("log.input_tokens")}, {Sum("log.output_tokens")},
                {Sum("log.cached_tokens")}, {Sum("log.reasoning_tokens")}, {Sum("log.latency_ms")}
            """
        : """
            select log.model, 1, log.succeeded, log.input_tokens, log.output_tokens,
                log.cached_tokens, log.reasoning_tokens, log.latency_ms, log.created_at
            """;

    // PostgreSQL's sums are of a wider type than what they add up.
    private static string Sum(string column) => $"cast(sum({column}) as bigint)";

    private SqlQuery Query(string sql) => new(_connection, sql);

    private void AddGroups(SqlQuery query, RollupRange range)
    {
        query.Add("log.environment = @environment and log.first_hour < @to and log.last_hour >= @first")
            .With("@first", range.From);
        AddFilter(query);
    }

    private static SqlQuery AddRange(SqlQuery query, RollupRange range) => query
        .Add("span = @span and start >= @from and start < @to")
        .With("@span", (long)range.Span)
        .With("@from", range.From)
        .With("@to", range.To);

    private SqlQuery AddLogs(SqlQuery query, TimeRange range, bool byModel)
    {
        query.Add("and log.created_at >= @from and log.created_at < @to").With("@from", range.From).With("@to", range.To);
        AddFilter(query);
        return byModel ? query.Add("group by log.model") : query;
    }

    private void AddFilter(SqlQuery query) => query
        .With("@environment", _filter.Environment)
        .Where("log.owner = @owner", "@owner", _filter.Owner)
        .Where("log.api_key_id = @key", "@key", _filter.ApiKeyId)
        .Where("log.model = @model", "@model", _filter.Model)
        .Where("log.type = @type", "@type", _filter.Type);
}
