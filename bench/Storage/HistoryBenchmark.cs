using System.Diagnostics;
using Inference.Load;
using Inference.Processes;
using Inference.Reporting;
using Inference.Streaming;

namespace Inference.Storage;

/// <summary>
/// The main figures on an empty database and on one that is full of chats and logs, on one server of PostgreSQL. Both are asked in turns: measured first
/// and again after the half an hour that filling takes, they would reflect the machine more than the database.
/// </summary>
internal static class HistoryBenchmark
{
    private const int Times = 3;

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        string[] databases = [await environment.Database!.CreateAsync(), await environment.Database.CreateAsync()];
        await using (var silo = await environment.LaunchAsync(database: databases[1]))
        {
            // It makes the tables.
            await silo.WaitUntilReadyAsync(cancellationToken);
        }

        var started = Stopwatch.GetTimestamp();
        var gigabytes = await new HistoryFiller(databases[1], options.HistoryChats, options.HistoryLogs).RunAsync(cancellationToken) / 1e9;
        Console.WriteLine(FormattableString.Invariant(
            $"{options.HistoryChats:N0} chats and {options.HistoryLogs:N0} logs were copied in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {gigabytes:0.0} GB"));

        var figures = new List<Measurement>();
        await using (var empty = await environment.LaunchAsync(options.Silos, databases[0]))
        await using (var full = await environment.LaunchAsync(options.Silos, databases[1]))
        {
            Server[] servers = [empty, full];
            foreach (var server in servers)
            {
                await server.WaitUntilReadyAsync(cancellationToken);
                await SampleExperts.FillAsync(server.Target.Processes[0], options.Experts, cancellationToken);
            }

            figures.AddRange(await LoadAsync(environment, servers, options, cancellationToken));
            figures.AddRange(await TurnsAsync(servers, options, cancellationToken));
            figures.AddRange(await StreamsAsync(servers, options, cancellationToken));
        }

        figures.Add(await StartAsync(environment, databases, cancellationToken));
        Print(figures, options);
        return [.. figures.Select(figure => figure.Threshold)];
    }

    private static async Task<IEnumerable<Measurement>> LoadAsync(
        BenchmarkEnvironment environment, Server[] servers, BenchOptions options, CancellationToken cancellationToken)
    {
        var variants = LoadVariants.Of(servers[0]).Zip(LoadVariants.Of(servers[1]), (empty, full) => (LoadVariant[])[empty, full]).SelectMany(pair => pair);
        var all = await LoadSeries.RunAsync(variants, environment, options, cancellationToken);
        return all.Chunk(2).SelectMany(pair => (Measurement[])
        [
            Of(pair, "requests/s", r => r.RequestsPerSecond, moreIsBetter: true),
            Of(pair, "p50 ms", r => r.P50Milliseconds),
            Of(pair, "p99 ms", r => r.P99Milliseconds),
            Of(pair, "its CPU", r => r.Cpu),
            Of(pair, "database CPU", r => r.DatabaseCpu),
        ]).Where(figure => !double.IsNaN(figure.Ratio));
    }

    private static Measurement Of(LoadSeries[] pair, string what, Func<LoadResult, double> value, bool moreIsBetter = false) => new(
        $"{pair[0].Variant.Name}, {what}", [.. pair[0].Rounds.Select(value)], [.. pair[1].Rounds.Select(value)], moreIsBetter);

    private static async Task<IEnumerable<Measurement>> TurnsAsync(Server[] servers, BenchOptions options, CancellationToken cancellationToken)
    {
        using var empty = await TurnSeries.StartAsync(servers[0].Target, cancellationToken);
        using var full = await TurnSeries.StartAsync(servers[1].Target, cancellationToken);
        for (var n = 0; n < 4 * options.Rounds; n++)
        {
            await empty.RunAsync(cancellationToken);
            await full.RunAsync(cancellationToken);
        }

        return
        [
            new("turn 20, ms", [.. empty.First.Select(cost => cost.Milliseconds)], [.. full.First.Select(cost => cost.Milliseconds)]),
            new("turn 2,000, ms", [.. empty.Last.Select(cost => cost.Milliseconds)], [.. full.Last.Select(cost => cost.Milliseconds)]),
            new("turn 20, its CPU", [.. empty.First.Select(cost => cost.CpuMicroseconds)], [.. full.First.Select(cost => cost.CpuMicroseconds)]),
            new("turn 2,000, its CPU", [.. empty.Last.Select(cost => cost.CpuMicroseconds)], [.. full.Last.Select(cost => cost.CpuMicroseconds)]),
        ];
    }

    private static async Task<IEnumerable<Measurement>> StreamsAsync(Server[] servers, BenchOptions options, CancellationToken cancellationToken)
    {
        List<StreamResult>[] results = [[], []];
        for (var n = 0; n < Times; n++)
        {
            for (var server = 0; server < servers.Length; server++)
            {
                results[server].Add(await StreamBenchmark.MeasureAsync(servers[server].Target, "paced", options.Streams, cancellationToken));
            }
        }

        Measurement Of(string what, Func<StreamResult, double> value) =>
            new($"streams, {what}", [.. results[0].Select(value)], [.. results[1].Select(value)]);
        return [Of("p50 late, ms", result => result.P50), Of("p99 late, ms", result => result.P99), Of("its CPU a token", result => result.CpuMicroseconds)];
    }

    private static async Task<Measurement> StartAsync(BenchmarkEnvironment environment, string[] databases, CancellationToken cancellationToken)
    {
        List<double>[] times = [[], []];
        for (var n = 0; n < Times; n++)
        {
            for (var database = 0; database < databases.Length; database++)
            {
                times[database].Add(await StartupBenchmark.TimeAsync(environment, databases[database], cancellationToken));
            }
        }

        return new Measurement("start-up, s", times[0], times[1]);
    }

    private static void Print(List<Measurement> figures, BenchOptions options)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"History: on an empty database and on one of {options.HistoryChats:N0} chats and {options.HistoryLogs:N0} logs, in turns; {options.Silos} silo(s); medians, CPU in µs"));
        var table = new ConsoleTable("", "empty", "full", "ratio");
        figures.ForEach(figure => figure.AddTo(table));
        table.Print();
    }
}
