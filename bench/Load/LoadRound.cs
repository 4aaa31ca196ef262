using System.Diagnostics;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>One variant for some seconds.</summary>
internal static class LoadRound
{
    public static async Task<LoadResult> RunAsync(
        LoadVariant variant, Child models, BenchOptions options, CancellationToken cancellationToken)
    {
        var clients = await Task.WhenAll(
            Enumerable.Range(0, options.Connections).Select(n => Client.StartAsync(variant, n, cancellationToken)));
        try
        {
            int[] processes = [variant.Child.ProcessId, models.ProcessId, Environment.ProcessId];
            var before = processes.Select(Cpu.Of).ToArray();
            var started = Stopwatch.GetTimestamp();
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds));
            var ticks = await Task.WhenAll(clients.Select(client => client.RunAsync(stop.Token, cancellationToken)));

            var elapsed = Stopwatch.GetElapsedTime(started);
            var count = ticks.Sum(list => list.Count);
            var cpu = processes.Select((id, n) => (Cpu.Of(id) - before[n]).TotalMicroseconds / count).ToArray();
            var latencies = ticks.SelectMany(list => list).Order().Select(t => t * 1000.0 / Stopwatch.Frequency).ToArray();
            return new LoadResult(
                count / elapsed.TotalSeconds, Sorted.Quantile(latencies, 0.5), Sorted.Quantile(latencies, 0.99), cpu[0], cpu[1], cpu[2]);
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }
}
