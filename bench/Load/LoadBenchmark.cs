using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>Requests per second of every variant, in rounds that take turns, since a machine is not the same from one minute to the next.</summary>
internal static class LoadBenchmark
{
    public static async Task<IReadOnlyList<Bar>> RunAsync(Machines machines, BenchOptions options, CancellationToken cancellationToken)
    {
        if (machines.Server is not null)
        {
            await Museum.FillAsync(machines.Server.Child, options.Experts, cancellationToken);
        }

        LoadVariant[] variants = [.. LoadVariants.Of(machines)];
        var results = variants.Select(_ => new List<LoadResult>()).ToArray();
        for (var round = -1; round < options.Rounds; round++)
        {
            for (var n = 0; n < variants.Length; n++)
            {
                var result = await LoadRound.RunAsync(variants[n], machines.Models, options, cancellationToken);
                if (round >= 0)
                {
                    // The first round warms up.
                    results[n].Add(result);
                }
            }
        }

        Print(variants, results, options);
        return machines.Server is null ? [] : Bars(results);
    }

    private static void Print(LoadVariant[] variants, List<LoadResult>[] results, BenchOptions options)
    {
        Console.WriteLine(
            $"Load: {options.Connections} connections, medians of {options.Rounds} rounds of {options.Seconds} s; CPU in µs a request; "
            + "share is the generator's of all CPU");
        var table = new Table("", "requests/s", "to (b)", "p50 ms", "p99 ms", "its CPU", "to (b)", "model CPU", "client CPU", "share");
        for (var n = 0; n < variants.Length; n++)
        {
            var rounds = results[n];
            double Of(Func<LoadResult, double> value) => Sorted.Median(rounds.Select(value));
            var isModel = n == 0;
            table.Add(
                variants[n].Name,
                Table.Number(Of(r => r.RequestsPerSecond), "0"),
                Table.Number(Ratio(rounds, results[1], r => r.RequestsPerSecond)),
                Table.Number(Of(r => r.P50Milliseconds)),
                Table.Number(Of(r => r.P99Milliseconds)),
                Table.Number(Of(r => r.Cpu), "0"),
                Table.Number(Ratio(rounds, results[1], r => r.Cpu)),
                isModel ? "" : Table.Number(Of(r => r.ModelCpu), "0"),
                Table.Number(Of(r => r.GeneratorCpu), "0"),
                Table.Number(Of(r => r.GeneratorCpu / (r.Cpu + (isModel ? 0 : r.ModelCpu) + r.GeneratorCpu))));
        }

        table.Print();
    }

    private static IReadOnlyList<Bar> Bars(List<LoadResult>[] results) =>
    [
        new("(c) completions to (b) YARP", RequestRatio(results, 2, 1), 0.35, AtLeast: true),
        new("(d) guard and router to (c)", RequestRatio(results, 3, 2), 0.8, AtLeast: true),
        new("(e) kept chats to (c)", RequestRatio(results, 4, 2), 0.5, AtLeast: true),
    ];

    private static double RequestRatio(List<LoadResult>[] results, int of, int to) =>
        Ratio(results[of], results[to], r => r.RequestsPerSecond);

    private static double Ratio(List<LoadResult> of, List<LoadResult> to, Func<LoadResult, double> value) =>
        Sorted.Median(of.Zip(to, (a, b) => value(a) / value(b)));
}
