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
            $"Streams: {options.Streams} at once, {Tokens} tokens each at 20 a second, begun within {_spread.TotalSeconds} s; medians of {options.Rounds} rounds; "
            + "lateness in ms, CPU in µs a token");
        List<(string Name, Target Target, string Model, List<StreamResult> Rounds)> all =
        [
            ("model server", new Target(environment.Models), UpstreamModels.Paced, []),
            ("YARP", new Target(environment.PassThrough), UpstreamModels.Paced, []),
        ];
        if (environment.Server is { } server)
        {
            all.Add(("completions", server.Target, "paced", []));
        }

        // In turns, as the machine is not the same from one minute to the next.
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (_, target, model, rounds) in all)
            {
                rounds.Add(await MeasureAsync(target, model, options.Streams, cancellationToken));
            }
        }

        var table = new ConsoleTable("", "tokens", "p50", "p99", "max", "its CPU", "to YARP", "client CPU");
        all.ForEach(measured => Add(table, measured.Name, measured.Rounds, all[1].Rounds));
        table.Print();
        return all is [_, var proxy, var ours] ? Thresholds(ours.Rounds, proxy.Rounds, options) : [];
    }

    private static IReadOnlyList<Threshold> Thresholds(List<StreamResult> ours, List<StreamResult> proxy, BenchOptions options) =>
    [
        new("lateness of a token at the p99", Median(ours, r => r.P99), 250, AtLeast: false, " ms"),
        new("share of the tokens that arrived", ours.Min(r => r.Tokens) / (double)(options.Streams * Tokens), 1, AtLeast: true),
        new("CPU of a token to YARP", RatioOfCpu(ours, proxy), 1.4, AtLeast: false),
    ];

    public static async Task<StreamResult> MeasureAsync(Target target, string model, int streams, CancellationToken cancellationToken)
    {
        await ReadAsync(target, model, streams / 10, _spread, cancellationToken);

        Func<TimeSpan>[] clocks = [() => target.CpuTime, () => Cpu.Of(Environment.ProcessId)];
        var before = clocks.Select(clock => clock()).ToArray();
        var late = await ReadAsync(target, model, streams, _spread, cancellationToken);
        var cpu = clocks.Select((clock, n) => (clock() - before[n]).TotalMicroseconds / late.Length).ToArray();
        return new StreamResult(late, cpu[0], cpu[1]);
    }

    private static void Add(ConsoleTable table, string name, List<StreamResult> rounds, List<StreamResult> proxy) => table.Add(
        name,
        ConsoleTable.Number(Median(rounds, r => r.Tokens), "0"),
        ConsoleTable.Number(Median(rounds, r => r.P50), "0.0"),
        ConsoleTable.Number(Median(rounds, r => r.P99), "0.0"),
        ConsoleTable.Number(Median(rounds, r => Quantiles.At(r.Late, 1)), "0.0"),
        ConsoleTable.Number(Median(rounds, r => r.CpuMicroseconds), "0"),
        ConsoleTable.Number(RatioOfCpu(rounds, proxy)),
        ConsoleTable.Number(Median(rounds, r => r.GeneratorCpu), "0"));

    private static double Median(List<StreamResult> rounds, Func<StreamResult, double> value) => Quantiles.Median(rounds.Select(value));

    private static double RatioOfCpu(List<StreamResult> rounds, List<StreamResult> proxy) =>
        Quantiles.Median(rounds.Zip(proxy, (a, b) => a.CpuMicroseconds / b.CpuMicroseconds));

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
