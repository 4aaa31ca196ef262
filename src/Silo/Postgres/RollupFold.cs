using Inference.Sql;
using Inference.Statistics;
using Npgsql;
using static Inference.Postgres.SqlBatch;

namespace Inference.Postgres;

/// <summary>Folds waiting logs of one environment into rollups, inside a transaction.</summary>
internal sealed class RollupFold(NpgsqlConnection connection, string environment)
{
    // One at a time an environment: a rollup's latencies are read, added to and written.
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended('inference_outbox ' || $1, 0))";

    private const string Take =
        """
        delete from inference_outbox where ctid = any(array(
            select ctid from inference_outbox where environment = $1 order by created_at limit $2))
        returning owner, api_key_id, model, type, created_at, succeeded, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms
        """;

    private const string SaveGroups =
        """
        insert into inference_rollup_groups as known (environment, owner, api_key_id, model, type, first_hour, last_hour)
        select $1, * from unnest($2, $3, $4, $5, $6, $7)
        on conflict (environment, owner, api_key_id, model, type) do update set
            first_hour = least(known.first_hour, excluded.first_hour), last_hour = greatest(known.last_hour, excluded.last_hour)
        returning owner, api_key_id, model, type, id
        """;

    private const string ReadLatencies =
        """
        select log_group, span, start, latencies
        from inference_rollups join unnest($1, $2, $3) as wanted (log_group, span, start) using (log_group, span, start)
        """;

    private const string SaveRollups =
        """
        insert into inference_rollups as known (
            log_group, span, start, calls, successes, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, latencies)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (log_group, span, start) do update set
            calls = known.calls + excluded.calls, successes = known.successes + excluded.successes,
            input_tokens = known.input_tokens + excluded.input_tokens, output_tokens = known.output_tokens + excluded.output_tokens,
            cached_tokens = known.cached_tokens + excluded.cached_tokens, reasoning_tokens = known.reasoning_tokens + excluded.reasoning_tokens,
            latency_ms = known.latency_ms + excluded.latency_ms, latencies = excluded.latencies
        """;

    /// <summary>Moves the logs that have waited longest: how many they were.</summary>
    public async Task<int> RunAsync(int limit, CancellationToken cancellationToken)
    {
        var batch = await TakeAsync(limit, cancellationToken);
        if (batch.Count > 0)
        {
            var groups = await SaveGroupsAsync(batch, cancellationToken);
            await SaveRollupsAsync([.. Rollups(batch, groups)], cancellationToken);
        }

        return batch.Count;
    }

    private async Task<RollupBatch> TakeAsync(int limit, CancellationToken cancellationToken)
    {
        await using var statements = new SqlBatch(connection).Add(Lock, Text(environment)).Add(Take, Text(environment), Integer(limit));
        await using var rows = await statements.ReadAsync(cancellationToken);
        await rows.NextResultAsync(cancellationToken);
        var batch = new RollupBatch();
        while (await rows.ReadAsync(cancellationToken))
        {
            batch.Add(
                new RollupGroup(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)),
                rows.GetInt64(4),
                new CallSums(
                    1,
                    rows.GetInt64(5),
                    new TokenSums(rows.GetInt64(6), rows.GetInt64(7), rows.GetInt64(8), rows.GetInt64(9)),
                    rows.GetInt64(10)));
        }

        return batch;
    }

    private async Task<Dictionary<RollupGroup, long>> SaveGroupsAsync(RollupBatch batch, CancellationToken cancellationToken)
    {
        RollupGroup[] groups = [.. batch.Groups.Select(group => group.Key)];
        var hours = batch.Groups.Select(group => group.Value.Keys.Where(time => time.Span == RollupSpan.Hour).Select(time => time.Start).ToArray()).ToArray();
        await using var statements = new SqlBatch(connection).Add(
            SaveGroups,
            Text(environment),
            Texts(Array.ConvertAll(groups, group => group.Owner)),
            Texts(Array.ConvertAll(groups, group => group.ApiKeyId)),
            Texts(Array.ConvertAll(groups, group => group.Model)),
            Texts(Array.ConvertAll(groups, group => group.Type)),
            Longs(Array.ConvertAll(hours, starts => starts.Min())),
            Longs(Array.ConvertAll(hours, starts => starts.Max())));
        await using var rows = await statements.ReadAsync(cancellationToken);
        var ids = new Dictionary<RollupGroup, long>();
        while (await rows.ReadAsync(cancellationToken))
        {
            ids.Add(new RollupGroup(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetString(3)), rows.GetInt64(4));
        }

        return ids;
    }

    private static IEnumerable<Rollup> Rollups(RollupBatch batch, Dictionary<RollupGroup, long> groups) =>
        from @group in batch.Groups
        from cell in @group.Value
        select new Rollup(groups[@group.Key], (long)cell.Key.Span, cell.Key.Start, cell.Value);

    private async Task SaveRollupsAsync(Rollup[] rollups, CancellationToken cancellationToken)
    {
        var (groups, spans, starts) = (
            Array.ConvertAll(rollups, rollup => rollup.Group), Array.ConvertAll(rollups, rollup => rollup.Span), Array.ConvertAll(rollups, rollup => rollup.Start));
        var latencies = await LatenciesAsync(rollups, groups, spans, starts, cancellationToken);
        var sums = Array.ConvertAll(rollups, rollup => rollup.Cell.Sums);
        await using var statements = new SqlBatch(connection).Add(
            SaveRollups,
            Longs(groups), Longs(spans), Longs(starts),
            Longs(Array.ConvertAll(sums, sum => sum.Calls)),
            Longs(Array.ConvertAll(sums, sum => sum.Successes)),
            Longs(Array.ConvertAll(sums, sum => sum.Tokens.Input)),
            Longs(Array.ConvertAll(sums, sum => sum.Tokens.Output)),
            Longs(Array.ConvertAll(sums, sum => sum.Tokens.Cached)),
            Longs(Array.ConvertAll(sums, sum => sum.Tokens.Reasoning)),
            Longs(Array.ConvertAll(sums, sum => sum.LatencyMilliseconds)),
            Bytes(latencies));
        await statements.RunAsync(cancellationToken);
    }

    /// <summary>The latencies that each rollup has then.</summary>
    private async Task<byte[][]> LatenciesAsync(
        Rollup[] rollups, long[] groups, long[] spans, long[] starts, CancellationToken cancellationToken)
    {
        await using var statements = new SqlBatch(connection).Add(ReadLatencies, Longs(groups), Longs(spans), Longs(starts));
        await using var rows = await statements.ReadAsync(cancellationToken);
        var stored = new Dictionary<(long Group, long Span, long Start), byte[]>();
        while (await rows.ReadAsync(cancellationToken))
        {
            stored.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2)), rows.GetFieldValue<byte[]>(3));
        }

        return Array.ConvertAll(rollups, rollup => rollup.Latencies(stored.GetValueOrDefault((rollup.Group, rollup.Span, rollup.Start))));
    }

    /// <summary>What one row gains.</summary>
    private sealed record Rollup(long Group, long Span, long Start, RollupBatch.Cell Cell)
    {
        public byte[] Latencies(byte[]? stored)
        {
            var sketch = new LatencySketch();
            if (stored is not null)
            {
                sketch.Add(stored);
            }

            foreach (var latency in Cell.Latencies)
            {
                sketch.Add(latency);
            }

            return sketch.Encode();
        }
    }
}
