using System.Diagnostics;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>One variant for some seconds: as many connections, each with one request at a time.</summary>
internal static class LoadRound
{
    public static async Task<LoadResult> RunAsync(
        LoadVariant variant, Child models, int connections, TimeSpan time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var latencies = new List<long>[connections];
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ready = new CountdownEvent(connections);
        var running = Enumerable.Range(0, connections)
            .Select(n => DriveAsync(variant, n, latencies[n] = [], ready, begun.Task, stop.Token)).ToArray();
        await Task.Run(() => ready.Wait(cancellationToken), cancellationToken);

        int[] processes = [variant.Child.ProcessId, models.ProcessId, Environment.ProcessId];
        var before = processes.Select(Cpu.Of).ToArray();
        var started = Stopwatch.GetTimestamp();
        begun.SetResult();
        stop.CancelAfter(time);
        await Task.WhenAll(running);

        var elapsed = Stopwatch.GetElapsedTime(started);
        var all = latencies.SelectMany(list => list).Order().Select(ticks => ticks * 1000.0 / Stopwatch.Frequency).ToArray();
        var cpu = processes.Select((id, n) => (Cpu.Of(id) - before[n]).TotalMicroseconds / all.Length).ToArray();
        return new LoadResult(
            all.Length / elapsed.TotalSeconds, Sorted.Quantile(all, 0.5), Sorted.Quantile(all, 0.99), cpu[0], cpu[1], cpu[2]);
    }

    private static async Task DriveAsync(
        LoadVariant variant, int number, List<long> latencies, CountdownEvent ready, Task begun, CancellationToken stop)
    {
        using var connection = await RawConnection.OpenAsync(variant.Child.EndPoint, stop);
        var request = await variant.PrepareAsync(number, connection, stop);
        await SendAsync(variant, connection, request, CancellationToken.None);
        ready.Signal();
        await begun;
        while (!stop.IsCancellationRequested)
        {
            var sent = Stopwatch.GetTimestamp();
            await SendAsync(variant, connection, request, CancellationToken.None);
            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }
    }

    private static async ValueTask SendAsync(
        LoadVariant variant, RawConnection connection, byte[] request, CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(request, cancellationToken);
        if (response.Status != 200)
        {
            throw new InvalidOperationException($"{variant.Name} was answered with {response}");
        }
    }
}
