using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions;

[ProcessTest]
public sealed class RestartTests
{
    private const int Chats = 6;
    private const int Kills = 3;
    private const int TurnsBeforeAKill = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acknowledged_turns_are_stored_once_across_process_kills()
    {
        await using var data = await TestDatabase.CreateAsync();
        var writers = Enumerable.Range(0, Chats).Select(_ => new ChatWriter()).ToList();
        string? expert = null;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var silo = await SiloProcess.StartAsync(data);
            using var client = silo.CreateClient();
            expert ??= await CreateExpertAsync(client);
            await WriteAndKillAsync(writers, client, silo);
        }

        await using var last = await SiloProcess.StartAsync(data);
        using var reader = last.CreateClient();
        Assert.Equal("Rome", (string?)(await reader.GetFromJsonAsync<JsonNode>($"/v1/experts/{expert}", Cancellation))!["name"]);
        var logs = await ReadLogsAsync(reader);
        foreach (var writer in writers)
        {
            await CheckAsync(writer, reader, logs);
        }

        Assert.Equal(logs.Count, logs.Distinct().Count());
    }

    /// <summary>Everybody writes until there are enough answers; then the process is killed under the next ones.</summary>
    private static async Task WriteAndKillAsync(List<ChatWriter> writers, HttpClient client, SiloProcess silo)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = TurnsBeforeAKill;
        var writing = writers.ConvertAll(w => w.WriteUntilFailureAsync(client, () =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                enough.SetResult();
            }
        }));
        await await Task.WhenAny(enough.Task, Task.WhenAll(writing));
        await silo.KillAsync();
        await Task.WhenAll(writing);
    }

    /// <summary>A chat holds what was acknowledged in order, and at most the one turn more that each kill met.</summary>
    private static async Task CheckAsync(ChatWriter writer, HttpClient client, List<string> logs)
    {
        Assert.NotNull(writer.ChatId);
        var chat = await client.GetFromJsonAsync<JsonNode>($"/v1/chats/{writer.ChatId}", Cancellation);
        var messages = chat!["messages"]!.AsArray();
        var questions = messages.Where((_, i) => i % 2 == 0).Select(m => (string)m!["content"]!).ToList();

        Assert.All(messages.Where((_, i) => i % 2 == 0), m => Assert.Equal("user", (string?)m!["role"]));
        Assert.All(messages.Where((_, i) => i % 2 == 1), m => Assert.Equal("assistant", (string?)m!["role"]));
        Assert.Equal(questions.Count, questions.Distinct().Count());
        Assert.Equal(writer.Acknowledged.Select(a => a.Question), questions.Where(q => writer.Acknowledged.Any(a => a.Question == q)));
        Assert.InRange(questions.Count, writer.Acknowledged.Count, writer.Acknowledged.Count + Kills);
        Assert.All(writer.Acknowledged, a => Assert.Single(logs, l => l == a.CompletionId));
    }

    private static async Task<List<string>> ReadLogsAsync(HttpClient client)
    {
        var ids = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await client.GetFromJsonAsync<JsonNode>($"/v1/inference-logs?limit=200{(after is null ? "" : $"&after={after}")}", Cancellation);
            ids.AddRange(page!["data"]!.AsArray().Select(l => (string)l!["id"]!));
            if (!(bool)page["has_more"]!)
            {
                return ids;
            }

            after = ids[^1];
        }
    }

    private static async Task<string> CreateExpertAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            "/v1/experts", new { name = "Rome", description = "Questions about Rome", context = "Rome has seven hills." }, Cancellation);
        response.EnsureSuccessStatusCode();
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["id"]!;
    }
}
