using System.Text;
using System.Text.Json.Nodes;
using Inference.Http;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Streaming;

/// <summary>One long answer with many listeners that never read: what each of them costs in memory, while it is made and when it is replayed from its log.</summary>
internal static class SlowReaderBenchmark
{
    private const int WarmUps = 3;
    private const double MaxKibibytes = 512;
    private const double KibibytesInMebibyte = 1_024;

    // A process gives memory back only after a while.
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, BenchOptions options, CancellationToken cancellationToken)
    {
        var table = new ConsoleTable("", "at rest, MiB", "then, MiB", "KiB a listener");
        var thresholds = new List<Threshold>
        {
            await MeasureAsync("while the answer is made", isMade: false, environment, options, table, cancellationToken),
            await MeasureAsync("from its log", isMade: true, environment, options, table, cancellationToken),
        };
        Console.WriteLine(
            $"Slow readers: {options.Streams} that do not read, of one answer of {UpstreamModels.LongBytes:N0} bytes; resident memory of silo and API in one process");
        table.Print();
        return thresholds;
    }

    private static async Task<Threshold> MeasureAsync(
        string name, bool isMade, BenchmarkEnvironment environment, BenchOptions options, ConsoleTable table, CancellationToken cancellationToken)
    {
        await using var server = await environment.LaunchAsync();
        await server.WaitUntilReadyAsync(cancellationToken);
        var process = server.Target.Processes[0];

        // The first ones compile the code, and make the room that an answer takes by itself.
        for (var n = 0; n < WarmUps; n++)
        {
            await ReadAsync(process, Question(isMade ? "the one" : $"warm-up-{n}"), cancellationToken);
        }

        var atRest = ProcessMemory.Of(process.ProcessId).Now;
        var listeners = new List<RawConnection>();
        try
        {
            while (listeners.Count < options.Streams)
            {
                listeners.Add(await RawConnection.OpenAsync(process.EndPoint, cancellationToken));
                await listeners[^1].PostAsync(Question("the one"), cancellationToken);
            }

            // A client that reads gets the whole answer beside those that do not.
            await ReadAsync(process, Question("the one"), cancellationToken);
            await Task.Delay(_rest, cancellationToken);
            var then = ProcessMemory.Of(process.ProcessId).Now;
            var each = (then - atRest) * KibibytesInMebibyte / options.Streams;
            table.Add(name, ConsoleTable.Number(atRest, "0"), ConsoleTable.Number(then, "0"), ConsoleTable.Number(each, "0"));
            return new Threshold($"a listener that does not read, {name}", each, MaxKibibytes, AtLeast: false, " KiB");
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    /// <summary>Reads a whole stream.</summary>
    private static async Task ReadAsync(ManagedProcess process, byte[] question, CancellationToken cancellationToken)
    {
        using var connection = await RawConnection.OpenAsync(process.EndPoint, cancellationToken);
        await connection.PostAsync(question, cancellationToken);
        var last = "";
        while (!last.Contains("[DONE]", StringComparison.Ordinal))
        {
            var bytes = await connection.ReadAsync(cancellationToken);
            if (bytes.Length == 0)
            {
                throw new InvalidOperationException($"The stream broke off after: {last}");
            }

            // The marker may be cut in two.
            last = last[Math.Max(0, last.Length - "[DONE]".Length)..] + Encoding.UTF8.GetString(bytes.Span);
        }
    }

    private static byte[] Question(string key) => RawRequest.Post(
        "/v1/chat/completions", RawRequest.Question("long").With("stream", JsonValue.Create(true)), ("Idempotency-Key", key));
}
