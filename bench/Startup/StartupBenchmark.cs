using System.Diagnostics;
using System.Net.Http.Json;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Startup;

/// <summary>From the start of the process, with an empty folder, to the first answer of the <c>local</c> model.</summary>
internal static class StartupBenchmark
{
    private const int Starts = 3;

    public static async Task<IReadOnlyList<Bar>> RunAsync(Child models, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var n = 0; n < Starts; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var server = Server.Launch(models.Address);
            await server.Child.WaitUntilAsync(Question, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        Console.WriteLine($"Start-up to the first answer, s: {string.Join(", ", times.Select(time => Table.Number(time)))}\n");
        return [new Bar("start-up to the first answer", Sorted.Median(times), 3, AtLeast: false, " s")];
    }

    private static HttpRequestMessage Question() => new(HttpMethod.Post, "/v1/chat/completions")
    {
        Headers = { Authorization = Server.Authorization },
        Content = JsonContent.Create(new { model = "local", messages = new[] { new { role = "user", content = "Are you there?" } } }),
    };
}
