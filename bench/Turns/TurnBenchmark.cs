using Inference.Processes;
using Inference.Reporting;

namespace Inference.Turns;

/// <summary>What a turn costs in a young chat and in one of 2,000 turns, measured in turns, so that the machine's moods meet both.</summary>
internal static class TurnBenchmark
{
    private const int Young = 10;
    private const int Old = 1_980;
    private const int Window = 20;

    public static async Task<IReadOnlyList<Bar>> RunAsync(Child server, BenchOptions options, CancellationToken cancellationToken)
    {
        var rounds = 4 * options.Rounds;
        using var old = await LongChat.StartAsync(server, cancellationToken);
        await old.TakeTurnsAsync(Old, cancellationToken);

        var (first, last) = (new List<TurnCost>(), new List<TurnCost>());
        for (var n = 0; n < rounds; n++)
        {
            using var young = await LongChat.StartAsync(server, cancellationToken);
            await young.TakeTurnsAsync(Young, cancellationToken);
            first.Add(await young.TakeTurnsAsync(Window, cancellationToken));
            last.Add(await old.TakeTurnsAsync(Window, cancellationToken));
        }

        Console.WriteLine($"Turns: one after the other, medians of {rounds} windows of {Window}; CPU is the server's, in µs a turn");
        var table = new Table("", "ms a turn", "its CPU");
        table.Add($"turn {Young + 1} to {Young + Window}", Table.Number(Milliseconds(first), "0.000"), Table.Number(Cpu(first), "0"));
        table.Add($"turn {Old + 1} on", Table.Number(Milliseconds(last), "0.000"), Table.Number(Cpu(last), "0"));
        table.Print();
        return
        [
            new("turn 2,000 to turn 20, time", Sorted.Median(last.Zip(first, (a, b) => a.Milliseconds / b.Milliseconds)), 1.2, AtLeast: false),
            new("turn 2,000 to turn 20, CPU", Cpu(last) / Cpu(first), 1.2, AtLeast: false),
        ];
    }

    private static double Milliseconds(List<TurnCost> costs) => Sorted.Median(costs.Select(cost => cost.Milliseconds));

    private static double Cpu(List<TurnCost> costs) => Sorted.Median(costs.Select(cost => cost.CpuMicroseconds));
}
