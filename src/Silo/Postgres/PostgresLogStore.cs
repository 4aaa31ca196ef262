using Inference.InferenceLogs;
using Inference.Sql;

namespace Inference.Postgres;

/// <summary>Logs in partitions, one a month.</summary>
internal sealed class PostgresLogStore(PostgresDatabase database) : SqlLogStore(database)
{
    // The time selects the partition.
    protected override string HasId => "id = @id and created_at = (select created_at from inference_log_ids where id = @id)";

    /// <remarks>Whole partitions are dropped, for all environments: they have one retention. Other old rows are deleted one by one.</remarks>
    public override async Task<int> DeleteAsync(string environment, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var time = before.ToUnixTimeMilliseconds();
        await ExecuteAsync("select inference_drop_log_partitions(@before)", time, limit, environment, cancellationToken);
        var forgotten = await ExecuteAsync(
            """
            with gone as (
                delete from inference_log_ids where ctid = any(array(
                    select ctid from inference_log_ids where created_at < coalesce(inference_oldest_log_partition(), @before) limit @limit))
                returning id, environment, created_at),
            unlisted as (
                delete from stored_completions as listed using gone
                where listed.environment = gone.environment and listed.created_at = gone.created_at and listed.id = gone.id)
            select count(*) from gone
            """,
            time, limit, environment, cancellationToken);
        var deleted = await ExecuteAsync(
            """
            with old as materialized (
                select id, created_at from inference_logs as log
                where environment = @environment and created_at < @before and not exists (
                    select 1 from inference_outbox as waiting
                    where waiting.environment = log.environment and waiting.created_at = log.created_at and waiting.log = log.id)
                order by created_at limit @limit),
            gone as (delete from inference_logs as log using old where log.created_at = old.created_at and log.id = old.id),
            forgotten as (delete from inference_log_ids as known using old where known.id = old.id),
            unlisted as (
                delete from stored_completions as listed using old
                where listed.environment = @environment and listed.created_at = old.created_at and listed.id = old.id)
            select count(*) from old
            """,
            time, limit, environment, cancellationToken);
        return (int)Math.Max(forgotten, deleted);
    }

    protected override string HasMetadata(string key, string value) => $"cast(log.document ->> 'metadata' as jsonb) ->> {key} = {value}";

    protected override SqlQuery Select(LogFilter filter)
    {
        var query = new SqlQuery(database, $"select document, position, id from {database.LogsBy(Index(filter))} where log.environment = @environment");
        return filter.Tag is { } tag ? query.Add("and log.tags <> '{}' and log.tags @> array[@tag]").With("@tag", tag) : query;
    }

    protected override SqlQuery Finish(SqlQuery query) => query;

    private async Task<long> ExecuteAsync(string sql, long before, int limit, string environment, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(sql);
        command.Parameters.AddWithValue("before", before);
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddWithValue("environment", environment);
        return await StorageFault.TranslateAsync(command.ExecuteScalarAsync(cancellationToken), database.Health) as long? ?? 0;
    }
}
