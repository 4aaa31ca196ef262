using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Storage;

/// <summary>The answers of a process whose storage takes no writes for a while.</summary>
internal static class FailingStorage
{
    public static readonly object Ask = new { messages = new[] { new { role = "user", content = "Hi" } } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task ReadsGoOnAsync(HttpClient client, string chat)
    {
        foreach (var path in new[] { $"/v1/chats/{chat}", "/v1/personas", "/v1/inference-logs", "/v1/inference-logs/stats", "/health/live" })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal((path, HttpStatusCode.OK), (path, response.StatusCode));
        }
    }

    public static async Task RecoversAsync(HttpClient client, string chat)
    {
        await Eventually.GetAsync(async () => await ReadyAsync(client) is (HttpStatusCode.OK, _) ? "" : null, Cancellation);
        var turn = await PostAsync(client, "/v1/chats", new { id = chat, messages = new[] { new { role = "user", content = "Again" } } });
        Assert.Equal(HttpStatusCode.OK, turn.Status);
        var stored = await client.GetFromJsonAsync<JsonNode>($"/v1/chats/{chat}", Cancellation);
        Assert.Equal(4, stored!["messages"]!.AsArray().Count);
    }

    /// <summary>When it began and when it was over, without what failed meanwhile and where in the code.</summary>
    public static async Task IsLoggedOnceAsync(SiloProcess silo, string beginning)
    {
        silo.Terminate();
        await silo.WaitAsync();
        Assert.Single(silo.Output, line => line.Contains(beginning, StringComparison.Ordinal));
        Assert.Single(silo.Output, line => line.Contains("takes writes again", StringComparison.Ordinal));
        Assert.DoesNotContain(silo.Output, line => line.StartsWith("    ", StringComparison.Ordinal));
    }

    public static async Task<(HttpStatusCode Status, string Text)> ReadyAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public static async Task<Reply> PostAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body, Cancellation);
        var said = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        return new Reply(response.StatusCode, response.Headers.RetryAfter?.ToString(), said);
    }

    public sealed record Reply(HttpStatusCode Status, string? RetryAfter, JsonNode Body);
}
