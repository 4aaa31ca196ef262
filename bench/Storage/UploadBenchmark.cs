using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Storage;

/// <summary>
/// Uploads of 100,000 rows one after the other to a server of its own, until there are 1,000,000 personas: what 10,000 rows take from the first byte sent to
/// the last persona written, and how much memory the whole process ever had.
/// </summary>
internal static class UploadBenchmark
{
    private const int Files = 10;
    private const int Rows = 100_000;
    private const double Unit = 10_000;
    private const double MaxMegabytes = 512;

    public static async Task<IReadOnlyList<Threshold>> RunAsync(BenchmarkEnvironment environment, CancellationToken cancellationToken)
    {
        await using var server = await environment.LaunchAsync();
        await server.WaitUntilReadyAsync(cancellationToken);
        var process = server.Target.Processes[0];
        using var client = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = Server.Authorization;

        // The first one compiles the code.
        await UploadAsync(client, PeopleFile.Make(Files, (int)Unit), cancellationToken);

        Console.WriteLine($"Uploads: {Rows} rows in one request, again and again; seconds are for {Unit} rows");
        var table = new ConsoleTable("personas before", "s", "its CPU, s", "peak MiB");
        var (times, cpu) = (new List<double>(), new List<double>());
        for (var file = 0; file < Files; file++)
        {
            var content = PeopleFile.Make(file, Rows);
            var (start, before) = (Stopwatch.GetTimestamp(), Cpu.Of(process.ProcessId));
            await UploadAsync(client, content, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds * Unit / Rows);
            cpu.Add((Cpu.Of(process.ProcessId) - before).TotalSeconds * Unit / Rows);
            table.Add($"{file * Rows}", ConsoleTable.Number(times[^1]), ConsoleTable.Number(cpu[^1]), ConsoleTable.Number(ProcessMemory.Of(process.ProcessId).Peak, "0"));
        }

        table.Print();
        return
        [
            new("upload, the last 100,000 of 1,000,000 rows to the first", times[^1] / times[0], 1.5, AtLeast: false),
            new("upload, memory", ProcessMemory.Of(process.ProcessId).Peak, MaxMegabytes, AtLeast: false, " MiB"),
        ];
    }

    private static async Task UploadAsync(HttpClient client, byte[] csv, CancellationToken cancellationToken)
    {
        using var content = new MultipartFormDataContent
        {
            { new ByteArrayContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, "files", "people.csv" },
        };
        using var response = await client.PostAsync(new Uri("/v1/personas/upload", UriKind.Relative), content, cancellationToken);
        var upload = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((string?)upload["status"] == "processing")
        {
            await again.WaitForNextTickAsync(cancellationToken);
            upload = (await client.GetFromJsonAsync<JsonNode>($"/v1/personas/upload/{upload["upload_token"]}", cancellationToken))!;
        }

        if ((string?)upload["status"] != "completed" || (int)upload["imported"]! != (int)upload["total"]!)
        {
            throw new InvalidOperationException($"The upload ended as {upload}");
        }
    }
}
