using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>The cost of a turn in a short chat and in one of 2,000 turns, measured alternately, so that changes of the machine's load meet both.</summary>
internal static class TurnBenchmark
{
    public static async Task<IReadOnlyList<Threshold>> RunAsync(Target server, BenchOptions options, CancellationToken cancellationToken)
    {
        var rounds = 4 * options.Rounds;
        using var turns = await TurnSeries.StartAsync(server, cancellationToken);
        for (var n = 0; n < rounds; n++)
        {
            await turns.RunAsync(cancellationToken);
        }

        Console.WriteLine($"Turns: one after the other, medians of {rounds} windows of {TurnSeries.Window}; CPU is the server's, in µs a turn");
        var table = new ConsoleTable("", "ms a turn", "its CPU");
        Add(table, $"turn {TurnSeries.EarlyTurn + 1} to {TurnSeries.EarlyTurn + TurnSeries.Window}", turns.First);
        Add(table, $"turn {TurnSeries.LateTurn + 1} on", turns.Last);
        table.Print();
        return
        [
            new("turn 2,000 to turn 20, time", Quantiles.Median(turns.Last.Zip(turns.First, (a, b) => a.Milliseconds / b.Milliseconds)), 1.2, AtLeast: false),
            new("turn 2,000 to turn 20, CPU", TurnSeries.Cpu(turns.Last) / TurnSeries.Cpu(turns.First), 1.2, AtLeast: false),
        ];
    }

    private static void Add(ConsoleTable table, string name, List<TurnCost> costs) =>
        table.Add(name, ConsoleTable.Number(TurnSeries.Milliseconds(costs), "0.000"), ConsoleTable.Number(TurnSeries.Cpu(costs), "0"));
}
