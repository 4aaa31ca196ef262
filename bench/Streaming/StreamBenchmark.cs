using System.Diagnostics;
using System.Text.Json.Nodes;
using Inference.Load;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Streaming;

/// <summary>
/// Many streams at once at a model's pace. Lateness is measured per token, from the moment when the model server's pace made it due to the moment
/// when the client has read it: what the model server, the network and the server in between add up to.
/// </summary>
internal static class StreamBenchmark
{
    public const string UpstreamModel = "scenario:due:50,rate:20";

    private const int Tokens = 50;
    private static readonly TimeSpan _spread = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Bar>> RunAsync(Machines machines, BenchOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine(
            $"Streams: {options.Streams} at once, {Tokens} tokens each at 20 a second, begun within {_spread.TotalSeconds} s; lateness in ms, CPU in µs a token");
        var table = new Table("", "tokens", "p50", "p99", "max", "its CPU", "client CPU");
        await MeasureAsync(table, "model server", machines.Models, UpstreamModel, options.Streams, cancellationToken);
        await MeasureAsync(table, "YARP", machines.PassThrough, UpstreamModel, options.Streams, cancellationToken);
        var bars = new List<Bar>();
        if (machines.Server is not null)
        {
            var late = await MeasureAsync(table, "completions", machines.Server.Child, "paced", options.Streams, cancellationToken);
            bars.Add(new Bar("lateness of a token at the p99", Sorted.Quantile(late, 0.99), 250, AtLeast: false, " ms"));
            bars.Add(new Bar("share of the tokens that arrived", late.Length / (double)(options.Streams * Tokens), 1, AtLeast: true));
        }

        table.Print();
        return bars;
    }

    private static async Task<double[]> MeasureAsync(
        Table table, string name, Child child, string model, int streams, CancellationToken cancellationToken)
    {
        var request = RawRequest.Post("/v1/chat/completions", RawRequest.Question(model).With("stream", JsonValue.Create(true)));
        await RunAsync(child, request, streams / 10, cancellationToken);

        int[] processes = [child.ProcessId, Environment.ProcessId];
        var before = processes.Select(Cpu.Of).ToArray();
        var late = await RunAsync(child, request, streams, cancellationToken);
        var cpu = processes.Select((id, n) => (Cpu.Of(id) - before[n]).TotalMicroseconds / late.Length).ToArray();
        table.Add(
            name,
            Table.Number(late.Length, "0"),
            Table.Number(Sorted.Quantile(late, 0.5), "0.0"),
            Table.Number(Sorted.Quantile(late, 0.99), "0.0"),
            Table.Number(Sorted.Quantile(late, 1), "0.0"),
            Table.Number(cpu[0], "0"),
            Table.Number(cpu[1], "0"));
        return late;
    }

    /// <summary>In ascending order.</summary>
    private static async Task<double[]> RunAsync(Child child, byte[] request, int streams, CancellationToken cancellationToken)
    {
        // A stream that stops for good ends the benchmark, not only its own numbers.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var running = new List<Task<IReadOnlyList<double>>>();
        var started = Stopwatch.GetTimestamp();
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (running.Count < streams)
        {
            await clock.WaitForNextTickAsync(cancellationToken);
            var due = Math.Min(streams, (int)(streams * (Stopwatch.GetElapsedTime(started) / _spread)));
            while (running.Count < due)
            {
                running.Add(TokenStream.ReadAsync(child.EndPoint, request, patience.Token));
            }
        }

        var all = await Task.WhenAll(running);
        return [.. all.SelectMany(late => late).Order()];
    }
}
