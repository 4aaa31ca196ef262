using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>Requests per second of every variant.</summary>
internal static class LoadBenchmark
{
    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        if (environment.Server is { } server)
        {
            await SampleExperts.FillAsync(server.Target.Processes[0], options.Experts, cancellationToken);
        }

        var all = await LoadSeries.RunAsync(
            LoadVariants.Of(environment), variant => MeasureAsync(variant, environment, options, cancellationToken), options.Rounds);
        Print(all, options);
        return environment.Server is null ? [] : Thresholds(all);
    }

    private static async Task<LoadResult> MeasureAsync(
        LoadVariant variant, BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        if (environment.Server is not { } server || variant.Target != server.Target)
        {
            return await LoadRound.RunAsync(variant, environment, options, cancellationToken);
        }

        var before = await ReadAllocatedAsync(server, cancellationToken);
        var result = await LoadRound.RunAsync(variant, environment, options, cancellationToken);
        return result with { AllocatedKiB = (await ReadAllocatedAsync(server, cancellationToken) - before) / 1024 / result.Requests };
    }

    private static async Task<double> ReadAllocatedAsync(Server server, CancellationToken cancellationToken) =>
        (await Task.WhenAll(server.Target.Processes.Select(silo => Metrics.ReadAllocatedAsync(silo, cancellationToken)))).Sum();

    private static void Print(IReadOnlyList<LoadSeries> all, BenchOptions options)
    {
        Console.WriteLine(
            $"Load: {options.Connections} connections, medians of {options.Rounds} rounds of {options.Seconds} s; {Environment(options)}; CPU in µs a request, KiB allocated a request; "
            + "share is the generator's of all CPU");
        var table = new ConsoleTable(
            "", "requests/s", "to (b)", "p50 ms", "p99 ms", "its CPU", "to (b)", "its KiB", "database CPU", "model CPU", "client CPU", "share");
        foreach (var series in all)
        {
            var isModel = series == all[0];
            table.Add(
                series.Variant.Name,
                ConsoleTable.Number(series.Median(r => r.RequestsPerSecond), "0"),
                ConsoleTable.Number(series.RatioTo(all[1], r => r.RequestsPerSecond)),
                ConsoleTable.Number(series.Median(r => r.P50Milliseconds)),
                ConsoleTable.Number(series.Median(r => r.P99Milliseconds)),
                ConsoleTable.Number(series.Median(r => r.Cpu), "0"),
                ConsoleTable.Number(series.RatioTo(all[1], r => r.Cpu)),
                ConsoleTable.Number(series.Median(r => r.AllocatedKiB)),
                ConsoleTable.Number(series.Median(r => r.DatabaseCpu), "0"),
                isModel ? "" : ConsoleTable.Number(series.Median(r => r.ModelCpu), "0"),
                ConsoleTable.Number(series.Median(r => r.GeneratorCpu), "0"),
                ConsoleTable.Number(series.Median(r => r.GeneratorCpu / (r.Cpu + (isModel ? 0 : r.ModelCpu) + r.GeneratorCpu + ThresholdCandidates(r.DatabaseCpu)))));
        }

        table.Print();
    }

    private static string Environment(BenchOptions options) => options.Postgres ? $"{options.Silos} silos on PostgreSQL" : "SQLite";

    private static double ThresholdCandidates(double value) => double.IsNaN(value) ? 0 : value;

    private static IReadOnlyList<Threshold> Thresholds(IReadOnlyList<LoadSeries> all) =>
    [
        new("(c) completions to (b) YARP", all[2].RatioTo(all[1], r => r.RequestsPerSecond), 0.35, AtLeast: true),
        new("(d) guard and router to (c)", all[3].RatioTo(all[2], r => r.RequestsPerSecond), 0.8, AtLeast: true),
        new("(e) kept chats to (c)", all[4].RatioTo(all[2], r => r.RequestsPerSecond), 0.5, AtLeast: true),
    ];
}
