using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Storage.FirstRelease;

[ProcessTest]
public sealed class UpgradeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_of_the_first_release_is_served_continued_and_counted()
    {
        await using var database = await FirstRelease.CreateDatabaseAsync(Cancellation);
        await using var silo = await SiloProcess.StartAsync(database, new Dictionary<string, string?> { ["Inference:AdminKey"] = FirstRelease.AdminKey });
        using var client = silo.CreateClient(FirstRelease.AdminKey);

        var chat = Assert.Single((await ReadAsync(client, "/v1/chats"))["data"]!.AsArray(), chat => (string?)chat!["name"] == "Prices")!;
        Assert.Equal(
            ["What does the team plan cost?", "“The team plan costs 40 euros a month.” (prices.md)", "And how long do refunds take? Grüße 👋", "“Refunds take five working days.” (context)"],
            (await ReadAsync(client, $"/v1/chats/{chat["id"]}"))["messages"]!.AsArray().Select(message => (string?)message!["content"]));
        Assert.Equal(["Billing"], (await ReadAsync(client, "/v1/experts"))["data"]!.AsArray().Select(expert => (string?)expert!["name"]));
        Assert.Contains((await ReadAsync(client, "/v1/api-keys"))["data"]!.AsArray(), key => (string?)key!["name"] == "Käßler GmbH");

        var logs = (await ReadAsync(client, "/v1/inference-logs"))["data"]!.AsArray();
        var replay = await CompleteAsync(client, "/v1/chat/completions", new { messages = Ask("Hello") }, "once-1");
        // Completions could not be repeated yet when the first data was stored in SQLite.
        Assert.Equal(
            TestDatabase.DefaultEngine is StorageEngine.Postgres, (string?)Assert.Single(logs, log => (string?)log!["correlation_id"] == "corr-1")!["id"] == (string?)replay["id"]);
        var turn = await CompleteAsync(client, "/v1/chats", new { id = (string?)chat["id"], messages = Ask("What does the standard plan cost?") }, "once-2");
        Assert.Equal("“The standard plan costs 12 euros a month.” (prices.md)", turn.AnswerText());

        var statistics = await ReadAsync(client, "/v1/inference-logs/stats?start_date=2026-11-30T05:00:00Z&end_date=2026-11-30T05:10:00Z");
        Assert.Equal(4, (int?)statistics["total_calls"]);
    }

    private static object[] Ask(string question) => [new { role = "user", content = question }];

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonNode>(path, Cancellation))!;

    private static async Task<JsonNode> CompleteAsync(HttpClient client, string path, object body, string idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
