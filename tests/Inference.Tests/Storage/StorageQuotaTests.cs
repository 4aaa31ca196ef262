using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Inference.Infrastructure;

namespace Inference.Storage;

public sealed class StorageQuotaTests
{
    private const int Limit = 20_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_owner_at_its_limit_is_refused_until_it_deletes()
    {
        await using var host = await StartAsync(Limit.ToString(CultureInfo.InvariantCulture));
        using var anna = await TestClient.CreateAsync(host);
        using var berta = await TestClient.CreateAsync(host);
        var key = Guid.NewGuid().ToString();
        var first = await anna.PostAsync("/v1/chats", Ask("Hello"), key);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        var chat = (await anna.GetAsync("/v1/chats")).Body["data"]![0]!["id"]!;

        await FillAsync(anna, $"/v1/chats/{chat}");
        var logs = await CountLogsAsync(anna);

        foreach (var (method, path, body) in Additions($"/v1/chats/{chat}"))
        {
            var refused = await anna.SendAsync(method, path, body);
            Assert.Equal((path, (HttpStatusCode)507, "storage_quota_exceeded"), (path, refused.Status, refused.Code));
            Assert.Equal("invalid_request_error", (string?)refused.Body["error"]!["type"]);
            Assert.Contains($"of {Limit}", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(logs, await CountLogsAsync(anna));
        Assert.True((await anna.PostAsync("/v1/chats", Ask("Hello"), key)).Replayed);
        Assert.Equal(HttpStatusCode.OK, (await anna.GetAsync($"/v1/chats/{chat}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await anna.SendAsync(HttpMethod.Patch, $"/v1/chats/{chat}", new { name = "Full" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await berta.PostAsync("/v1/chats", Ask("Hello"))).Status);

        Assert.Equal(HttpStatusCode.OK, (await anna.SendAsync(HttpMethod.Delete, $"/v1/chats/{chat}")).Status);
        var answered = await Eventually.GetAsync(
            async () => await anna.PostAsync("/v1/chats", Ask("Hello again")) is { Status: not (HttpStatusCode)507 } reply ? reply : null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answered.Status);
    }

    [Fact]
    public async Task Without_the_setting_an_owner_stores_what_it_likes()
    {
        await using var host = await StartAsync(limit: null);
        using var anna = await TestClient.CreateAsync(host);
        await anna.PostAsync("/v1/chats", Ask("Hello"));
        var chat = (await anna.GetAsync("/v1/chats")).Body["data"]![0]!["id"]!;

        await FillAsync(anna, $"/v1/chats/{chat}");
        await FillAsync(anna, $"/v1/chats/{chat}");

        Assert.Equal(HttpStatusCode.OK, (await anna.PostAsync("/v1/chats", Ask("Hello"))).Status);
    }

    // One silo: what another one has committed counts only within a minute.
    private static Task<InferenceHost> StartAsync(string? limit) =>
        InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1, Settings = new() { ["Storage:MaxBytesPerOwner"] = limit } });

    private static IEnumerable<(HttpMethod Method, string Path, object Body)> Additions(string chat) =>
    [
        (HttpMethod.Post, "/v1/chats", Ask("Hello")),
        (HttpMethod.Post, "/v1/chat/completions", Ask("Hello")),
        (HttpMethod.Post, "/v1/chats", new { stream = true, messages = new[] { new { role = "user", content = "Hello" } } }),
        (HttpMethod.Post, "/v1/chats", new { id = chat[(chat.LastIndexOf('/') + 1)..], messages = new[] { new { role = "user", content = "Hello" } } }),
        (HttpMethod.Patch, chat, new { messages = new[] { new { role = "user", content = "x" } } }),
        (HttpMethod.Patch, chat, new { last_response = new { answer = new { content = "x" } } }),
        (HttpMethod.Post, "/v1/insights", new { actions = new[] { "act_none" }, client = "Anna" }),
        (HttpMethod.Post, "/v1/personas/completion", new { prompt = "Name: Anna" }),
    ];

    private static object Ask(string content) => new { messages = new[] { new { role = "user", content } } };

    // Such text takes as much space in any engine: it cannot be compressed.
    private static async Task FillAsync(TestClient client, string chat)
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(2 * Limit));
        var filled = await client.SendAsync(HttpMethod.Patch, chat, new { messages = new[] { new { role = "user", content = text } } });
        Assert.Equal(HttpStatusCode.OK, filled.Status);
    }

    private static async Task<int> CountLogsAsync(TestClient client) => (await client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray().Count;
}
