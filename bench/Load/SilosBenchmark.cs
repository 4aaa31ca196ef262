using System.Diagnostics;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>
/// What a request costs with one, two and three silos on this machine, all processes added up. The three clusters run side by side, each on a database of
/// its own, and are asked in turns.
/// </summary>
internal static class SilosBenchmark
{
    private const int Most = 3;

    // Every silo compiles the code for itself, from its own share of the requests.
    private const int WarmUps = 4;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        var servers = new List<Server>();
        try
        {
            for (var silos = 1; silos <= Most; silos++)
            {
                servers.Add(await environment.LaunchAsync(silos));
                await servers[^1].WaitUntilReadyAsync(cancellationToken);
            }

            LoadVariant[] variants = [.. servers.Select(LoadVariants.Completions), .. servers.Select(LoadVariants.Chats)];
            var all = await LoadSeries.RunAsync(variants, variant => RunAsync(variant, environment, options, cancellationToken), options.Rounds, WarmUps);
            Print(all, options, await IdleAsync(servers, cancellationToken));
            return [.. all.Chunk(Most).Select(series => new Threshold(
                $"{series[0].Variant.Name}: CPU with three silos to two", series[2].RatioTo(series[1], Cpu), 1.15, AtLeast: false))];
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    // As many connections for each silo: the ledger of one commits what waits for it together, and would have less to put together otherwise.
    private static async Task<LoadResult> RunAsync(
        LoadVariant variant, BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        options = options with { Connections = options.Connections * variant.Target.Processes.Count };
        var before = await MessageCounts.ReadAsync(variant.Target, cancellationToken);
        var result = await LoadRound.RunAsync(variant, environment, options, cancellationToken);
        var after = await MessageCounts.ReadAsync(variant.Target, cancellationToken);

        // Each connection asks once more, to warm up, or twice for a new chat.
        var requests = (result.RequestsPerSecond * options.Seconds) + options.Connections;
        return result with { LocalMessages = (after.Local - before.Local) / requests, RemoteMessages = (after.Remote - before.Remote) / requests };
    }

    /// <summary>Milliseconds of CPU a second that each cluster needs without requests.</summary>
    private static async Task<double[]> IdleAsync(List<Server> servers, CancellationToken cancellationToken)
    {
        using var clock = new PeriodicTimer(Rest);
        await clock.WaitForNextTickAsync(cancellationToken);
        var (before, started) = (servers.Select(server => server.Target.CpuTime).ToArray(), Stopwatch.GetTimestamp());
        await clock.WaitForNextTickAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return [.. servers.Select((server, n) => (server.Target.CpuTime - before[n]).TotalMilliseconds / seconds)];
    }

    private static double Cpu(LoadResult result) => result.Cpu;

    private static void Print(IReadOnlyList<LoadSeries> all, BenchOptions options, double[] idle)
    {
        Console.WriteLine(
            $"Silos: {options.Connections} connections to each, medians of {options.Rounds} rounds of {options.Seconds} s; CPU in µs a request, "
            + "of all silos together; messages a request, within a silo and between silos; idle is the silos' CPU in ms a second without requests");
        var table = new ConsoleTable("", "silos", "requests/s", "p50 ms", "p99 ms", "their CPU", "to 1 silo", "database CPU", "to 1 silo", "within", "between", "idle");
        foreach (var chunk in all.Chunk(Most))
        {
            foreach (var (n, series) in chunk.Index())
            {
                table.Add(
                    series.Variant.Name,
                    $"{series.Variant.Target.Processes.Count}",
                    ConsoleTable.Number(series.Median(r => r.RequestsPerSecond), "0"),
                    ConsoleTable.Number(series.Median(r => r.P50Milliseconds)),
                    ConsoleTable.Number(series.Median(r => r.P99Milliseconds)),
                    ConsoleTable.Number(series.Median(Cpu), "0"),
                    ConsoleTable.Number(series.RatioTo(chunk[0], Cpu)),
                    ConsoleTable.Number(series.Median(r => r.DatabaseCpu), "0"),
                    ConsoleTable.Number(series.RatioTo(chunk[0], r => r.DatabaseCpu)),
                    ConsoleTable.Number(series.Median(r => r.LocalMessages), "0.0"),
                    ConsoleTable.Number(series.Median(r => r.RemoteMessages), "0.0"),
                    ConsoleTable.Number(idle[n], "0"));
            }
        }

        table.Print();
    }
}
