using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Statistics;

[ProcessTest]
public sealed class StatisticsRestartTests
{
    private const int Writers = 8;
    private const int Kills = 3;
    private const int CallsBeforeAKill = 60;

    private int _acknowledged;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_log_counts_once_across_process_kills()
    {
        await using var data = await TestDatabase.CreateAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var silo = await SiloProcess.StartAsync(data);
            using var client = silo.CreateClient();
            await CheckAsync(client);
            await WriteAndKillAsync(silo, client, kill * CallsBeforeAKill);
        }

        await using var last = await SiloProcess.StartAsync(data);
        using var reader = last.CreateClient();
        await CheckAsync(reader);
        await Eventually.GetAsync(async () => await data.CountFromOutsideAsync("inference_outbox") == 0 ? reader : null, Cancellation);
        Assert.InRange(await CheckAsync(reader), _acknowledged, _acknowledged + (Kills * Writers));
    }

    private static Task<long> CheckAsync(HttpClient client) => new ListedLogs(
        async path => (await client.GetFromJsonAsync<JsonNode>(path, Cancellation))!).CheckAsync("start_date=2020-01-01");

    /// <summary>Everybody asks until there are enough answers; then the process is killed under the next ones.</summary>
    private async Task WriteAndKillAsync(SiloProcess silo, HttpClient client, int enough)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Enumerable.Range(0, Writers).Select(_ => WriteUntilFailureAsync(client, enough, reached)).ToList();
        await await Task.WhenAny(reached.Task, Task.WhenAll(writing));
        await silo.KillAsync();
        await Task.WhenAll(writing);
    }

    private async Task WriteUntilFailureAsync(HttpClient client, int enough, TaskCompletionSource reached)
    {
        try
        {
            while (true)
            {
                var request = new { messages = new[] { new { role = "user", content = "How many hills does Rome have?" } } };
                using var response = await client.PostAsJsonAsync("/v1/chat/completions", request, Cancellation);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsStringAsync(Cancellation);
                if (Interlocked.Increment(ref _acknowledged) >= enough)
                {
                    reached.TrySetResult();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException { StatusCode: null })
        {
            // The test killed the process: whether this call was logged is not known.
        }
    }
}
