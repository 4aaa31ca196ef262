using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Hosting;

[ProcessTest]
public sealed class ShutdownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopping_server_finishes_a_running_answer_and_stores_it()
    {
        await using var data = await TestDatabase.CreateAsync();
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        models.Scenarios["slow"] = Scenario.Parse("scenario:words:6,stall:3") with { Resume = resume.Task };
        string chat;
        await using (var silo = await SiloProcess.StartAsync(data, Settings(models)))
        {
            using var client = silo.CreateClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chats") { Content = JsonContent.Create(Question()) };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            var events = SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation).GetAsyncEnumerator(Cancellation);
            await events.MoveNextAsync();
            chat = (string)JsonNode.Parse(events.Current.Data)!["chat_id"]!;

            silo.Terminate();
            await Eventually.GetAsync(async () => await RefusesAsync(silo) ? silo : null, Cancellation);
            resume.SetResult();

            var last = events.Current.Data;
            while (await events.MoveNextAsync())
            {
                last = events.Current.Data;
            }

            Assert.Equal("[DONE]", last);
            Assert.Equal(0, await silo.WaitAsync());
            Assert.Contains(silo.Output, line => line.StartsWith("Stopping: waiting up to 30 s for 1 running answer.", StringComparison.Ordinal));
        }

        await using var again = await SiloProcess.StartAsync(data, Settings(models));
        using var reader = again.CreateClient();
        var stored = await reader.GetFromJsonAsync<JsonNode>($"/v1/chats/{chat}", Cancellation);
        Assert.Equal("w1 w2 w3 w4 w5 w6", (string?)stored!["messages"]![1]!["content"]);
    }

    private static object Question() =>
        new { model = "slow", stream = true, router_enabled = false, messages = new[] { new { role = "user", content = "Hi" } } };

    private static Dictionary<string, string?> Settings(ModelServerHost models) =>
        new() { ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString() };

    /// <summary>Whether it refuses new connections, or reports that it is not ready.</summary>
    private static async Task<bool> RefusesAsync(SiloProcess silo)
    {
        using var client = silo.CreateClient();
        try
        {
            using var response = await client.GetAsync("/health/ready", Cancellation);
            return !response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
