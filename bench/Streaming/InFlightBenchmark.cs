using Inference.Processes;
using Inference.Reporting;

namespace Inference.Streaming;

/// <summary>
/// Very many answers at once on one silo, each a token a second: what one costs in memory. A front end holds the clients' connections, since ten thousand of
/// them and as many to the model server are more files than a process may often open.
/// </summary>
internal static class InFlightBenchmark
{
    private const double MaxMebibytes = 1_024;
    private const double KibibytesInMebibyte = 1_024;
    private const int WarmUp = 200;

    // Of ten thousand streams YARP would need more than 20,000 files: it holds a part of them.
    private const int PassThroughShare = 2;

    // All have begun by the one, none has ended by the other.
    private static readonly TimeSpan _spread = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(45);

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        await using var server = await environment.LaunchAsync();
        var (silo, frontEnd) = (server.Target.Processes[0], server.LaunchFrontEnd());
        await server.WaitUntilReadyAsync(cancellationToken);

        var pass = await HoldAsync(
            environment.PassThrough, [environment.PassThrough], UpstreamModels.Held, UpstreamModels.Paced, options.InFlight / PassThroughShare, cancellationToken);
        var counting = CountAsync(silo, cancellationToken);
        var ours = await HoldAsync(frontEnd, [silo, frontEnd], "held", "paced", options.InFlight, cancellationToken);
        var running = await counting;

        Console.WriteLine(
            $"In flight: {options.InFlight} streams at once, a token a second each, begun within {_spread.TotalSeconds} s; memory is resident, lateness in ms; "
            + $"{running:0} completions were running on the silo when it was looked at");
        var table = new ConsoleTable("", "at rest, MiB", "then, MiB", "peak, MiB", "KiB a stream", "p50 late", "p99 late", "its CPU, µs a token");
        Add(table, "YARP, half of them", pass[0]);
        Add(table, "silo", ours[0]);
        Add(table, "front end", ours[1]);
        table.Print();
        return
        [
            new("completions in flight on one silo", running, options.InFlight, AtLeast: true),
            new("its memory at the peak", ours[0].Peak, MaxMebibytes, AtLeast: false, " MiB"),
            new("share of the tokens that arrived", ours[0].Late.Length / (double)(options.InFlight * UpstreamModels.HeldTokens), 1, AtLeast: true),
        ];
    }

    /// <summary>For each of the processes that are looked at.</summary>
    private static async Task<Held[]> HoldAsync(
        ManagedProcess asked, ManagedProcess[] looked, string model, string warmUp, int streams, CancellationToken cancellationToken)
    {
        var target = new Target(asked);
        await StreamBenchmark.ReadAsync(target, warmUp, WarmUp, TimeSpan.FromSeconds(1), cancellationToken);
        var (atRest, cpu) = (MemoryOf(looked), CpuOf(looked));
        var reading = StreamBenchmark.ReadAsync(target, model, streams, _spread, cancellationToken);
        await Task.Delay(_look, cancellationToken);
        var then = MemoryOf(looked);
        var late = await reading;
        return [.. looked.Select((process, n) => new Held(
            atRest[n].Now, then[n].Now, ProcessMemory.Of(process.ProcessId).Peak, late, (CpuOf([process])[0] - cpu[n]) / late.Length))];
    }

    /// <summary>How many completions run on the silo when its memory is looked at.</summary>
    private static async Task<double> CountAsync(ManagedProcess silo, CancellationToken cancellationToken)
    {
        const string Running = "inference_completions_running";
        double most = 0;
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var n = 0; n < _look.TotalSeconds; n++)
        {
            await clock.WaitForNextTickAsync(cancellationToken);
            var samples = await Metrics.ReadAsync(silo, cancellationToken);
            most = Math.Max(most, samples.Where(sample => sample.Name.StartsWith(Running, StringComparison.Ordinal)).Sum(sample => sample.Value));
        }

        return most;
    }

    private static ProcessMemory[] MemoryOf(ManagedProcess[] processes) => [.. processes.Select(process => ProcessMemory.Of(process.ProcessId))];

    private static double[] CpuOf(ManagedProcess[] processes) => [.. processes.Select(process => Cpu.Of(process.ProcessId).TotalMicroseconds)];

    private static void Add(ConsoleTable table, string name, Held held) => table.Add(
        name,
        ConsoleTable.Number(held.AtRest, "0"),
        ConsoleTable.Number(held.Then, "0"),
        ConsoleTable.Number(held.Peak, "0"),
        ConsoleTable.Number((held.Then - held.AtRest) * KibibytesInMebibyte * UpstreamModels.HeldTokens / held.Late.Length, "0.0"),
        ConsoleTable.Number(Quantiles.At(held.Late, 0.5), "0"),
        ConsoleTable.Number(Quantiles.At(held.Late, 0.99), "0"),
        ConsoleTable.Number(held.CpuMicroseconds, "0"));

    private sealed record Held(double AtRest, double Then, double Peak, double[] Late, double CpuMicroseconds);
}
