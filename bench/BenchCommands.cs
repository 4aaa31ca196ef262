using System.Collections.Immutable;
using Inference.Load;
using Inference.Routing;
using Inference.Storage;
using Inference.Streaming;

namespace Inference;

/// <summary>The table of commands.</summary>
internal static class BenchCommands
{
    public const string All = "all";

    public static readonly ImmutableArray<BenchCommand> Table =
    [
        new("load", "requests/s, latency and CPU a request, beside a model server and YARP", CommandProcesses.Server,
            (bench, stop) => LoadBenchmark.RunAsync(bench.Environment, bench.Options, stop)) { IsPartOfAll = true },
        new("refusals", "latency of a client with a key beside large bodies with an unknown key", CommandProcesses.Server,
            (bench, stop) => RefusalBenchmark.RunAsync(bench.Server, bench.Options, stop)) { IsPartOfAll = true, NeedsServer = true },
        new("streams", "lateness of each token of 500 streams at once", CommandProcesses.Server,
            (bench, stop) => StreamBenchmark.RunAsync(bench.Environment, bench.Options, stop)) { IsPartOfAll = true },
        new("turns", "turn 20 against turn 2,000 of a chat", CommandProcesses.Server,
            (bench, stop) => TurnBenchmark.RunAsync(bench.Server, bench.Options, stop)) { IsPartOfAll = true, NeedsServer = true },
        new("startup", "seconds from the start of the process to the first answer", CommandProcesses.Server,
            (bench, stop) => StartupBenchmark.RunAsync(bench.Environment, stop)) { IsPartOfAll = true, NeedsServer = true },
        new("uploads", "seconds for 10,000 rows while personas grow to 1,000,000, and the peak of memory", CommandProcesses.Server,
            (bench, stop) => UploadBenchmark.RunAsync(bench.Environment, stop)) { IsPartOfAll = true, NeedsServer = true },
        new("stats", "statistics over 1,000,000 logs against SQL over the logs, and their cost when writing", CommandProcesses.None,
            (bench, stop) => StatisticsBenchmark.RunAsync(bench.Options, stop)),
        new("silos", "CPU and messages a request with one, two and three silos on PostgreSQL", CommandProcesses.Surroundings,
            (bench, stop) => SilosBenchmark.RunAsync(bench.Environment, bench.Options, stop)) { NeedsPostgres = true },
        new("history", "every figure of load, streams, turns and startup on an empty and on a full database", CommandProcesses.Surroundings,
            (bench, stop) => HistoryBenchmark.RunAsync(bench.Environment, bench.Options, stop)) { NeedsPostgres = true },
        new("first-token", "time to the first token with guard and router as models", CommandProcesses.None,
            (bench, stop) => FirstTokenBenchmark.RunAsync(bench.Options, stop)),
        new("in-flight", "memory of 10,000 streams at once on one silo, beside YARP", CommandProcesses.Surroundings,
            (bench, stop) => InFlightBenchmark.RunAsync(bench.Environment, bench.Options, stop)) { NeedsPostgres = true },
        new("slow-readers", "memory of 500 listeners that do not read", CommandProcesses.Surroundings,
            (bench, stop) => SlowReaderBenchmark.RunAsync(bench.Environment, bench.Options, stop)),
        new("router", "accuracy and time of the local router: router FOLDER, of labelled questions", CommandProcesses.None,
            (bench, stop) => RouterBenchmark.RunAsync(bench.Options.Folder, stop)),
    ];

    /// <summary>The commands that a name selects; none for an unknown name.</summary>
    public static IReadOnlyList<BenchCommand> Select(string name) =>
        [.. Table.Where(command => name == All ? command.IsPartOfAll : command.Name == name)];

    public static void PrintHelp()
    {
        Console.WriteLine($"Inference.Bench [command] [options]\n\nCommands:\n  {All,-14}{string.Join(", ", Select(All).Select(command => command.Name))} (the default)");
        foreach (var command in Table)
        {
            Console.WriteLine($"  {command.Name,-14}{command.Summary}");
        }

        Console.WriteLine($"\n{BenchOptions.Help}");
    }
}
