using Inference.Statistics;

namespace Inference.Sql;

/// <summary>Logs that are being folded, added up: each counts for its hour and its day.</summary>
internal sealed class RollupBatch
{
    private const long Hour = 3_600_000;

    private readonly Dictionary<RollupGroup, Dictionary<(RollupSpan Span, long Start), Cell>> _groups = [];

    public int Count { get; private set; }

    public IEnumerable<KeyValuePair<RollupGroup, Dictionary<(RollupSpan Span, long Start), Cell>>> Groups => _groups;

    public void Add(RollupGroup group, long createdAt, CallSums log)
    {
        Count++;
        if (!_groups.TryGetValue(group, out var cells))
        {
            _groups.Add(group, cells = []);
        }

        foreach (var span in (ReadOnlySpan<RollupSpan>)[RollupSpan.Hour, RollupSpan.Day])
        {
            var start = StatisticsPeriod.Floor(createdAt, Hour * (long)span) * (long)span;
            if (!cells.TryGetValue((span, start), out var cell))
            {
                cells.Add((span, start), cell = new Cell());
            }

            cell.Sums += log;
            cell.Latencies.Add(log.LatencyMilliseconds);
        }
    }

    /// <summary>What a rollup gains.</summary>
    internal sealed class Cell
    {
        public CallSums Sums { get; set; }

        public List<long> Latencies { get; } = [];
    }
}

/// <summary>The key of a rollup: logs with the same key are counted together.</summary>
internal sealed record RollupGroup(string Owner, string ApiKeyId, string Model, string Type);
