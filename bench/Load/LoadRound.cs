using System.Diagnostics;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>One variant for some seconds.</summary>
internal static class LoadRound
{
    public static async Task<LoadResult> RunAsync(
        LoadVariant variant, BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        var clients = await Task.WhenAll(
            Enumerable.Range(0, options.Connections).Select(n => Client.StartAsync(variant, n, cancellationToken)));
        try
        {
            Func<TimeSpan?>[] clocks =
                [() => variant.Target.CpuTime, () => Cpu.Of(environment.Models.ProcessId), () => Cpu.Of(Environment.ProcessId), () => environment.Database?.CpuTime];
            var before = clocks.Select(clock => clock()).ToArray();
            var started = Stopwatch.GetTimestamp();
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds));
            var ticks = await Task.WhenAll(clients.Select(client => client.RunAsync(stop.Token, cancellationToken)));

            var elapsed = Stopwatch.GetElapsedTime(started);
            var count = ticks.Sum(list => list.Count);
            var cpu = clocks.Select((clock, n) => (clock() - before[n])?.TotalMicroseconds / count ?? double.NaN).ToArray();
            var latencies = ticks.SelectMany(list => list).Order().Select(t => t * 1000.0 / Stopwatch.Frequency).ToArray();
            return new LoadResult
            {
                RequestsPerSecond = count / elapsed.TotalSeconds,
                P50Milliseconds = Quantiles.At(latencies, 0.5),
                P99Milliseconds = Quantiles.At(latencies, 0.99),
                Cpu = cpu[0],
                ModelCpu = cpu[1],
                GeneratorCpu = cpu[2],
                DatabaseCpu = cpu[3],
                Requests = count,
            };
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }
}

/// <summary>The results of one round of one variant. CPU is in microseconds per request, and not a number where there is no such process.</summary>
internal sealed record LoadResult
{
    public required double RequestsPerSecond { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    public required double Cpu { get; init; }

    public required double ModelCpu { get; init; }

    public required double GeneratorCpu { get; init; }

    public required double DatabaseCpu { get; init; }

    public double Requests { get; init; }

    /// <summary>KiB that the server allocates per request; not a number for what is not ours.</summary>
    public double AllocatedKiB { get; init; } = double.NaN;

    /// <summary>Messages between grains, and to them, that stayed in their silo, per request.</summary>
    public double LocalMessages { get; init; }

    /// <summary>Those that went from silo to silo.</summary>
    public double RemoteMessages { get; init; }
}
