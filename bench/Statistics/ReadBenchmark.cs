using System.Diagnostics;
using Inference.Ledger;
using Inference.Reporting;
using Inference.Sqlite;

namespace Inference.Statistics;

/// <summary>Statistics over a month of logs, and the same question as SQL over the logs.</summary>
internal sealed class ReadBenchmark(SqliteDatabase database, BenchOptions options)
{
    private const int Batch = 500;
    private const int LeftWaiting = 1_000;
    private const int Fold = 500;
    private const int Faster = 20;

    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly DateTimeOffset Begin = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SqliteStatisticsStore _store = new(database);

    private static StatisticsFilter Everything => new()
    {
        Environment = "prod",
        Start = Begin + new TimeSpan(0, 17, 43, 21, 123),
        End = Begin + Month - new TimeSpan(0, 5, 19, 38, 877),
    };

    private static (string Name, StatisticsFilter Filter)[] Questions =>
    [
        ("no filter", Everything),
        ("owner", Everything with { Owner = "owner-3" }),
        ("api_key", Everything with { ApiKeyId = $"key_{7:d32}" }),
        ("model", Everything with { Model = "qwen3-8b" }),
        ("type", Everything with { Type = "chat" }),
    ];

    public async Task<IReadOnlyList<Bar>> RunAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        var bars = new List<Bar>();
        var table = new Table("", "calls", "statistics ms", "SQL ms", "its way", "faster");
        foreach (var (name, filter) in Questions)
        {
            bars.Add(await AskAsync(name, filter, table, cancellationToken));
        }

        Console.WriteLine($"Statistics: {options.Logs:N0} logs of 30 days, of which {LeftWaiting:N0} wait to be counted; medians, SQL in the best of three ways");
        table.Print();
        await AskSeriesAsync(cancellationToken);
        return bars;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (ledger, logs, began) = (new SqliteLedgerStore(database), new LogMaker(Begin, Month / options.Logs), Stopwatch.GetTimestamp());
        for (var written = 0; written < options.Logs; written += Batch)
        {
            if (written + Batch + LeftWaiting > options.Logs && written + LeftWaiting <= options.Logs)
            {
                await FoldAsync(cancellationToken);
            }

            await ledger.CommitAsync([.. Enumerable.Range(0, Batch).Select(_ => new LedgerEntry { Log = logs.Next() })], cancellationToken);
        }

        Console.WriteLine($"{options.Logs:N0} logs were written and folded in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {Size():0.0} GB");
    }

    private async Task FoldAsync(CancellationToken cancellationToken)
    {
        var (longest, began) = (TimeSpan.Zero, Stopwatch.GetTimestamp());
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            if (await _store.FoldAsync("prod", Fold, cancellationToken) == 0)
            {
                break;
            }

            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }

        Console.WriteLine(FormattableString.Invariant(
            $"Folding them took {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s; the longest fold of {Fold} {longest.TotalMilliseconds:0.0} ms"));
    }

    private async Task<Bar> AskAsync(string name, StatisticsFilter filter, Table table, CancellationToken cancellationToken)
    {
        var expected = await _store.ReadAsync(filter, cancellationToken);
        var ways = PlainSql.Ways(filter).Select(way => (Way: way, Times: new List<double>())).ToList();
        var times = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var n = 0; n < Faster; n++)
            {
                times.Add(await TimeAsync(() => _store.ReadAsync(filter, cancellationToken), expected));
            }

            foreach (var (way, sql) in ways)
            {
                sql.Add(await TimeAsync(() => Task.Run(() => PlainSql.ReadAsync(database, filter, way, cancellationToken), cancellationToken), expected));
            }
        }

        var best = ways.MinBy(way => Sorted.Median(way.Times));
        var (ours, plain) = (Sorted.Median(times), Sorted.Median(best.Times));
        table.Add(
            name, $"{expected.Calls:N0}", Table.Number(ours), Table.Number(plain, "0"), best.Way.Length == 0 ? "SQLite's choice" : best.Way, Table.Number(plain / ours, "0"));
        return new Bar($"statistics by {name} to SQL over the logs", plain / ours, 50, AtLeast: true, " times faster");
    }

    private async Task AskSeriesAsync(CancellationToken cancellationToken)
    {
        foreach (var interval in (StatisticsInterval[])[StatisticsInterval.Hour, StatisticsInterval.Day])
        {
            var times = new List<double>();
            for (var round = 0; round < options.Rounds; round++)
            {
                var began = Stopwatch.GetTimestamp();
                await _store.ReadSeriesAsync(Everything, interval, cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            Console.WriteLine(FormattableString.Invariant($"The same as a series by {interval}, with percentiles: {Sorted.Median(times):0} ms"));
        }

        Console.WriteLine();
    }

    private static async Task<double> TimeAsync(Func<Task<LogStatistics>> ask, LogStatistics expected)
    {
        var began = Stopwatch.GetTimestamp();
        var statistics = await ask();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return statistics with { Models = [] } == expected with { Models = [] } && statistics.Models.SequenceEqual(expected.Models)
            ? elapsed
            : throw new InvalidOperationException($"{statistics} was answered, and {expected} before.");
    }

    private double Size() => new DirectoryInfo(database.Directory).EnumerateFiles().Sum(file => file.Length) / 1e9;
}
