using Inference.InferenceLogs;
using Inference.Sql;
using Inference.Statistics;

namespace Inference.Storage;

/// <summary>Copies what logs, in the order of their time, add up to: a day's sums once the day is over.</summary>
internal sealed class RollupCopy(TableCopy copy, string environment, DateTimeOffset begin, DateTimeOffset end)
{
    private const string SaveGroup =
        """
        insert into inference_rollup_groups (environment, owner, api_key_id, model, type, first_hour, last_hour)
        values ($1, $2, $3, $4, $5, $6, $7)
        returning id
        """;

    private readonly Dictionary<RollupGroup, long> _groups = [];
    private RollupBatch _day = new();
    private DateTime _date;

    public async Task AddAsync(InferenceLog log, CancellationToken cancellationToken)
    {
        if (log.CreatedAt.UtcDateTime.Date != _date)
        {
            await EndAsync(cancellationToken);
            _date = log.CreatedAt.UtcDateTime.Date;
        }

        _day.Add(
            new RollupGroup(log.Owner, log.ApiKeyId, log.Model, log.Type),
            log.CreatedAt.ToUnixTimeMilliseconds(),
            new CallSums(
                1,
                log.Succeeded ? 1 : 0,
                new TokenSums(log.InputTokens, log.OutputTokens, log.CachedTokens, log.ReasoningTokens),
                log.LatencyMilliseconds));
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var rows = new List<object[]>();
        foreach (var (group, cells) in _day.Groups)
        {
            var id = await FindAsync(group, cancellationToken);
            rows.AddRange(cells.Select(cell => Row(id, cell.Key, cell.Value)));
        }

        await copy.WriteAsync(
            """
            inference_rollups (
                log_group, span, start, calls, successes, input_tokens, output_tokens, cached_tokens, reasoning_tokens, latency_ms, latencies)
            """,
            rows,
            cancellationToken);
        _day = new RollupBatch();
    }

    private async Task<long> FindAsync(RollupGroup group, CancellationToken cancellationToken)
    {
        if (!_groups.TryGetValue(group, out var id))
        {
            id = await copy.InsertAsync(
                SaveGroup, [environment, group.Owner, group.ApiKeyId, group.Model, group.Type, Hour(begin), Hour(end)], cancellationToken);
            _groups.Add(group, id);
        }

        return id;
    }

    private static long Hour(DateTimeOffset time) => time.ToUnixTimeSeconds() / 3_600;

    private static object[] Row(long group, (RollupSpan Span, long Start) cell, RollupBatch.Cell sums)
    {
        var sketch = new LatencySketch();
        sums.Latencies.ForEach(sketch.Add);
        return
        [
            group, (long)cell.Span, cell.Start, sums.Sums.Calls, sums.Sums.Successes, sums.Sums.Tokens.Input, sums.Sums.Tokens.Output,
            sums.Sums.Tokens.Cached, sums.Sums.Tokens.Reasoning, sums.Sums.LatencyMilliseconds, sketch.Encode(),
        ];
    }
}
