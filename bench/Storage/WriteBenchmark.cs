using System.Diagnostics;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Storage;

/// <summary>The cost of writing a log with statistics and without: the whole silo's CPU, until the last log is counted.</summary>
internal static class WriteBenchmark
{
    private const int Writers = 64;

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var with = await LedgerSilo.StartAsync(counts: true, cancellationToken);
        await using var without = await LedgerSilo.StartAsync(counts: false, cancellationToken);
        var logs = new LogGenerator(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromMilliseconds(20));
        var (counted, plain) = (new List<WriteCost>(), new List<WriteCost>());

        // The first round warms both up and is not looked at.
        for (var round = 0; round <= 2 * options.Rounds; round++)
        {
            plain.Add(await MeasureAsync(without, logs, options, cancellationToken));
            counted.Add(await MeasureAsync(with, logs, options, cancellationToken));
        }

        var pairs = counted.Zip(plain).Skip(1).ToList();
        Console.WriteLine($"Writing logs: {Writers} writers, {options.WrittenLogs:N0} logs a round, medians of {pairs.Count} rounds; µs a log");
        var table = new ConsoleTable("", "wall", "CPU");
        table.Add("without statistics", Number(pairs.Select(pair => pair.Second.Wall)), Number(pairs.Select(pair => pair.Second.Cpu)));
        table.Add("with statistics", Number(pairs.Select(pair => pair.First.Wall)), Number(pairs.Select(pair => pair.First.Cpu)));
        table.Print();
        return
        [
            new("a log with statistics to one without, CPU", Quantiles.Median(pairs.Select(pair => pair.First.Cpu / pair.Second.Cpu)), 1.3, AtLeast: false),
            new("a log with statistics to one without, wall", Quantiles.Median(pairs.Select(pair => pair.First.Wall / pair.Second.Wall)), 1.3, AtLeast: false),
        ];
    }

    private static async Task<WriteCost> MeasureAsync(LedgerSilo silo, LogGenerator logs, BenchOptions options, CancellationToken cancellationToken)
    {
        // Made before, so that making them is not part of what writing them costs.
        var made = Enumerable.Range(0, options.WrittenLogs).Select(_ => logs.Next()).ToArray();
        var (cpu, began, next) = (Cpu.Of(Environment.ProcessId), Stopwatch.GetTimestamp(), -1);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Increment(ref next) is var n && n < made.Length)
                {
                    await silo.WriteAsync(made[n]);
                }
            },
            cancellationToken)));
        await silo.CountAsync(cancellationToken);
        return new WriteCost(
            Stopwatch.GetElapsedTime(began).TotalMicroseconds / made.Length, (Cpu.Of(Environment.ProcessId) - cpu).TotalMicroseconds / made.Length);
    }

    private static string Number(IEnumerable<double> costs) => ConsoleTable.Number(Quantiles.Median(costs), "0.0");

    private sealed record WriteCost(double Wall, double Cpu);
}
