using System.Diagnostics;
using System.Net.Http.Json;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>From the start of the process, on no data, to the first answer of the <c>local</c> model.</summary>
internal static class StartupBenchmark
{
    private const int Starts = 3;

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var n = 0; n < Starts; n++)
        {
            times.Add(await TimeAsync(environment, null, cancellationToken));
        }

        Console.WriteLine($"Start-up to the first answer, s: {string.Join(", ", times.Select(time => ConsoleTable.Number(time)))}\n");
        return [new Threshold("start-up to the first answer", Quantiles.Median(times), 3, AtLeast: false, " s")];
    }

    /// <summary>On a database that is there, or on an empty one.</summary>
    public static async Task<double> TimeAsync(BenchmarkEnvironment environment, string? database, CancellationToken cancellationToken)
    {
        database ??= environment.Database is null ? null : await environment.Database.CreateAsync();
        var started = Stopwatch.GetTimestamp();
        await using var server = await environment.LaunchAsync(database: database);
        await server.Target.Processes[0].WaitUntilAsync(Question, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static HttpRequestMessage Question() => new(HttpMethod.Post, "/v1/chat/completions")
    {
        Headers = { Authorization = Server.Authorization },
        Content = JsonContent.Create(new { model = "local", messages = new[] { new { role = "user", content = "Are you there?" } } }),
    };
}
