using System.Diagnostics;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>One variant for some seconds.</summary>
internal static class LoadRound
{
    public static async Task<LoadResult> RunAsync(
        LoadVariant variant, Machines machines, BenchOptions options, CancellationToken cancellationToken)
    {
        var clients = await Task.WhenAll(
            Enumerable.Range(0, options.Connections).Select(n => Client.StartAsync(variant, n, cancellationToken)));
        try
        {
            Func<TimeSpan?>[] clocks =
                [() => variant.Target.CpuTime, () => Cpu.Of(machines.Models.ProcessId), () => Cpu.Of(Environment.ProcessId), () => machines.Database?.CpuTime];
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
                P50Milliseconds = Sorted.Quantile(latencies, 0.5),
                P99Milliseconds = Sorted.Quantile(latencies, 0.99),
                Cpu = cpu[0],
                ModelCpu = cpu[1],
                GeneratorCpu = cpu[2],
                DatabaseCpu = cpu[3],
            };
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }
}
