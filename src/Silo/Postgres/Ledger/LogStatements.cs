using Inference.InferenceLogs;
using Inference.Storage;
using static Inference.Postgres.SqlBatch;

namespace Inference.Postgres.Ledger;

/// <summary>Writes logs and their outbox rows inside the ledger's transaction.</summary>
internal static class LogStatements
{
    private const string ReserveIds =
        """
        insert into inference_log_ids (id, environment, created_at)
        select * from unnest($1, $2, $3) as log (id, environment, created_at) order by id
        on conflict do nothing returning id
        """;

    private const string ReleaseIds = "delete from inference_log_ids where id = any($1)";

    // A correlation's counter is locked until the commit, so that calls on several silos get positions of their own. ahead says how many
    // logs of the correlation come in this batch from this one on. A correlation may be the id of a log, which is then at 0.
    private const string Insert =
        """
        with new as materialized (
            select *, array(select jsonb_array_elements_text(tag_list::jsonb)) as tags from unnest(
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as log (
                id, environment, owner, created_at, "user", api_key_id, model, type, succeeded, correlation_id,
                ahead, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, tag_list, document)),
        counted as (
            insert into inference_correlations as known (environment, correlation_id, next, own, last_at)
            select environment, correlation_id, count(*) + own.count, own.count, max(created_at)
            from new cross join lateral (
                select count(*) from inference_log_ids where id = new.correlation_id and inference_log_ids.environment = new.environment) as own
            where correlation_id <> id
            group by environment, correlation_id, own.count order by environment, correlation_id
            on conflict (environment, correlation_id) do update set
                next = known.next + excluded.next - excluded.own, last_at = greatest(known.last_at, excluded.last_at)
            returning environment, correlation_id, next)
        insert into inference_logs (
            id, environment, owner, created_at, "user", api_key_id, model, type, succeeded, correlation_id, position,
            input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, tags, document)
        select id, environment, owner, created_at, "user", api_key_id, model, type, succeeded, correlation_id,
            case when correlation_id = id then 0 else counted.next - ahead end,
            input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, tags, document
        from new left join counted using (environment, correlation_id)
        """;

    private const string Announce =
        """
        insert into inference_outbox (
            log, environment, owner, created_at, api_key_id, model, type, succeeded, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string List =
        "insert into stored_completions (environment, owner, created_at, id) select * from unnest($1, $2, $3, $4)";

    private const string Replace =
        """
        update inference_logs as log set document = erased.document
        from unnest($1, $2, $3, $4) as erased (environment, created_at, id, document)
        where log.created_at = erased.created_at and log.id = erased.id and log.environment = erased.environment
        """;

    private const string Unlist =
        """
        delete from stored_completions as listed using unnest($1, $2, $3) as erased (environment, created_at, id)
        where listed.environment = erased.environment and listed.created_at = erased.created_at and listed.id = erased.id
        """;

    /// <summary>Reserves the ids that no log has yet: rows of one column, the reserved ids.</summary>
    public static void AddReads(this SqlBatch batch, IReadOnlyList<InferenceLog> candidates) => batch.Add(
        ReserveIds,
        Texts([.. candidates.Select(log => log.Id)]),
        Texts([.. candidates.Select(log => log.Environment)]),
        Longs([.. candidates.Select(Time)]));

    public static void AddWrites(this SqlBatch batch, IReadOnlyList<InferenceLog> logs, string[] unusedIds)
    {
        if (unusedIds.Length > 0)
        {
            batch.Add(ReleaseIds, Texts(unusedIds));
        }

        if (logs.Count > 0)
        {
            AddLogs(batch, logs);
        }
    }

    /// <summary>Puts logs without contents in the places of those of their ids, which are listed no longer.</summary>
    public static void AddErasures(this SqlBatch batch, IReadOnlyCollection<InferenceLog> logs)
    {
        if (logs.Count == 0)
        {
            return;
        }

        // In the order of every transaction, since the rows are locked; of one log that is erased twice either will do.
        InferenceLog[] erased = [.. logs.DistinctBy(log => log.Id).OrderBy(log => log.Id, StringComparer.Ordinal)];
        var environments = Array.ConvertAll(erased, log => log.Environment);
        var times = Array.ConvertAll(erased, Time);
        var ids = Array.ConvertAll(erased, log => log.Id);
        batch.Add(Replace, Texts(environments), Longs(times), Texts(ids), Json([.. erased.Select(StorageJson.Serialize)]));
        batch.Add(Unlist, Texts(environments), Longs(times), Texts(ids));
    }

    private static void AddLogs(SqlBatch batch, IReadOnlyList<InferenceLog> logs)
    {
        string[] ids = [.. logs.Select(log => log.Id)], environments = [.. logs.Select(log => log.Environment)];
        string[] owners = [.. logs.Select(log => log.Owner)], keys = [.. logs.Select(log => log.ApiKeyId)];
        string[] models = [.. logs.Select(log => log.Model)], types = [.. logs.Select(log => log.Type)];
        var times = logs.Select(Time).ToArray();
        int[] successes = [.. logs.Select(log => log.Succeeded ? 1 : 0)];
        int[] inputs = [.. logs.Select(log => log.InputTokens)], outputs = [.. logs.Select(log => log.OutputTokens)];
        int[] cached = [.. logs.Select(log => log.CachedTokens)], reasoning = [.. logs.Select(log => log.ReasoningTokens)];
        var latencies = logs.Select(log => (long)log.LatencyMilliseconds).ToArray();
        batch.Add(
            Insert,
            Texts(ids), Texts(environments), Texts(owners), Longs(times), Texts([.. logs.Select(log => log.User)]), Texts(keys), Texts(models),
            Texts(types), Integers(successes), Texts([.. logs.Select(log => log.CorrelationId)]), Integers(Ahead(logs)), Integers(inputs),
            Integers(outputs), Integers(cached), Integers(reasoning), Longs(latencies), Json([.. logs.Select(log => StorageJson.Serialize(log.Tags))]),
            Json([.. logs.Select(StorageJson.Serialize)]));
        batch.Add(
            Announce,
            Texts(ids), Texts(environments), Texts(owners), Longs(times), Texts(keys), Texts(models), Texts(types), Integers(successes),
            Integers(inputs), Integers(outputs), Integers(cached), Integers(reasoning), Longs(latencies));
        InferenceLog[] stored = [.. logs.Where(log => log.Stored is true)];
        if (stored.Length > 0)
        {
            batch.Add(
                List,
                Texts(Array.ConvertAll(stored, log => log.Environment)), Texts(Array.ConvertAll(stored, log => log.Owner)),
                Longs(Array.ConvertAll(stored, Time)), Texts(Array.ConvertAll(stored, log => log.Id)));
        }
    }

    /// <summary>Of each log, how many of its correlation come from it on.</summary>
    private static int[] Ahead(IReadOnlyList<InferenceLog> logs)
    {
        var ahead = new int[logs.Count];
        var counts = new Dictionary<(string, string), int>();
        for (var i = logs.Count - 1; i >= 0; i--)
        {
            var log = logs[i];
            if (log.CorrelationId != log.Id)
            {
                var correlation = (log.Environment, log.CorrelationId);
                ahead[i] = counts[correlation] = counts.GetValueOrDefault(correlation) + 1;
            }
        }

        return ahead;
    }

    private static long Time(InferenceLog log) => log.CreatedAt.ToUnixTimeMilliseconds();
}
