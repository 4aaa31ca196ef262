using System.Diagnostics;
using Inference.Ledger;
using Inference.Processes;
using Inference.Reporting;
using Inference.Sqlite;
using Inference.Sqlite.Ledger;
using Inference.Statistics;

namespace Inference.Storage;

/// <summary>Statistics over a month of logs, and the same question as SQL over the logs.</summary>
internal sealed class ReadBenchmark(SqliteDatabase database, BenchOptions options)
{
    private const int Batch = 500;
    private const int UnfoldedLogs = 1_000;
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

    private static (string Name, StatisticsFilter Filter)[] Queries =>
    [
        ("no filter", Everything),
        ("owner", Everything with { Owner = "owner-3" }),
        ("api_key", Everything with { ApiKeyId = $"key_{7:d32}" }),
        ("model", Everything with { Model = "qwen3-8b" }),
        ("type", Everything with { Type = "chat" }),
    ];

    public async Task<IReadOnlyList<Threshold>> RunAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        var thresholds = new List<Threshold>();
        var table = new ConsoleTable("", "calls", "statistics ms", "SQL ms", "its way", "faster");
        foreach (var (name, filter) in Queries)
        {
            thresholds.Add(await QueryAsync(name, filter, table, cancellationToken));
        }

        Console.WriteLine($"Statistics: {options.Logs:N0} logs of 30 days, of which {UnfoldedLogs:N0} wait to be counted; medians, SQL in the best of three ways");
        table.Print();
        await QuerySeriesAsync(cancellationToken);
        return thresholds;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (ledger, logs, began) = (new SqliteLedgerStore(database), new LogGenerator(Begin, Month / options.Logs), Stopwatch.GetTimestamp());
        for (var written = 0; written < options.Logs; written += Batch)
        {
            if (written + Batch + UnfoldedLogs > options.Logs && written + UnfoldedLogs <= options.Logs)
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

    private async Task<Threshold> QueryAsync(string name, StatisticsFilter filter, ConsoleTable table, CancellationToken cancellationToken)
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

        var best = ways.MinBy(way => Quantiles.Median(way.Times));
        var (ours, plain) = (Quantiles.Median(times), Quantiles.Median(best.Times));
        table.Add(
            name, $"{expected.Calls:N0}", ConsoleTable.Number(ours), ConsoleTable.Number(plain, "0"), best.Way.Length == 0 ? "SQLite's choice" : best.Way, ConsoleTable.Number(plain / ours, "0"));
        return new Threshold($"statistics by {name} to SQL over the logs", plain / ours, 50, AtLeast: true, " times faster");
    }

    private async Task QuerySeriesAsync(CancellationToken cancellationToken)
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

            Console.WriteLine(FormattableString.Invariant($"The same as a series by {interval}, with percentiles: {Quantiles.Median(times):0} ms"));
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
