using System.Diagnostics;
using System.Text.Json.Nodes;
using Inference.Http;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Streaming;

/// <summary>
/// Many streams at once at a model's pace. Lateness is measured per token, from the moment when the model server's pace made it due to the moment
/// when the client has read it: what the model server, the network and the server in between add up to.
/// </summary>
internal static class StreamBenchmark
{
    private const int Tokens = 50;
    private static readonly TimeSpan _spread = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _connectTimeout = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine(
            $"Streams: {options.Streams} at once, {Tokens} tokens each at 20 a second, begun within {_spread.TotalSeconds} s; lateness in ms, CPU in µs a token");
        var table = new ConsoleTable("", "tokens", "p50", "p99", "max", "its CPU", "client CPU");
        Add(table, "model server", await MeasureAsync(new Target(environment.Models), UpstreamModels.Paced, options.Streams, cancellationToken));
        Add(table, "YARP", await MeasureAsync(new Target(environment.PassThrough), UpstreamModels.Paced, options.Streams, cancellationToken));
        var thresholds = new List<Threshold>();
        if (environment.Server is not null)
        {
            var ours = await MeasureAsync(environment.Server.Target, "paced", options.Streams, cancellationToken);
            Add(table, "completions", ours);
            thresholds.Add(new Threshold("lateness of a token at the p99", ours.P99, 250, AtLeast: false, " ms"));
            thresholds.Add(new Threshold("share of the tokens that arrived", ours.Tokens / (double)(options.Streams * Tokens), 1, AtLeast: true));
        }

        table.Print();
        return thresholds;
    }

    public static async Task<StreamResult> MeasureAsync(Target target, string model, int streams, CancellationToken cancellationToken)
    {
        await ReadAsync(target, model, streams / 10, _spread, cancellationToken);

        Func<TimeSpan>[] clocks = [() => target.CpuTime, () => Cpu.Of(Environment.ProcessId)];
        var before = clocks.Select(clock => clock()).ToArray();
        var late = await ReadAsync(target, model, streams, _spread, cancellationToken);
        var cpu = clocks.Select((clock, n) => (clock() - before[n]).TotalMicroseconds / late.Length).ToArray();
        return new StreamResult(late, cpu[0], cpu[1]);
    }

    private static void Add(ConsoleTable table, string name, StreamResult result) => table.Add(
        name,
        ConsoleTable.Number(result.Tokens, "0"),
        ConsoleTable.Number(result.P50, "0.0"),
        ConsoleTable.Number(result.P99, "0.0"),
        ConsoleTable.Number(Quantiles.At(result.Late, 1), "0.0"),
        ConsoleTable.Number(result.CpuMicroseconds, "0"),
        ConsoleTable.Number(result.GeneratorCpu, "0"));

    /// <summary>Begins so many streams within a time and reads them to their ends: how late each token was, in milliseconds and ascending.</summary>
    public static async Task<double[]> ReadAsync(Target target, string model, int streams, TimeSpan spread, CancellationToken cancellationToken)
    {
        var request = RawRequest.Post("/v1/chat/completions", RawRequest.Question(model).With("stream", JsonValue.Create(true)));

        // A stream that stops for good ends the benchmark, not only its own numbers.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(spread + _connectTimeout);
        var running = new List<Task<IReadOnlyList<double>>>();
        var started = Stopwatch.GetTimestamp();
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (running.Count < streams)
        {
            await clock.WaitForNextTickAsync(cancellationToken);
            var due = Math.Min(streams, (int)(streams * (Stopwatch.GetElapsedTime(started) / spread)));
            while (running.Count < due)
            {
                running.Add(TokenStream.ReadAsync(target.EndPointOf(running.Count), request, timeout.Token));
            }
        }

        var all = await Task.WhenAll(running);
        return [.. all.SelectMany(late => late).Order()];
    }
}

/// <summary>The lateness of each token, in milliseconds and ascending, and the CPU of server and client for one, in microseconds.</summary>
internal sealed record StreamResult(double[] Late, double CpuMicroseconds, double GeneratorCpu)
{
    public int Tokens => Late.Length;

    public double P50 => Quantiles.At(Late, 0.5);

    public double P99 => Quantiles.At(Late, 0.99);
}
