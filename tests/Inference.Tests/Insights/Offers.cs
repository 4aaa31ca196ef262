using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Insights;

/// <summary>Actions to ask insights for, over HTTP.</summary>
internal static class Offers
{
    /// <summary>The id of a new active action; what is given replaces or adds to its fields.</summary>
    public static Task<string> CreateOfferAsync(this TestClient client, object? fields = null)
    {
        var action = new JsonObject
        {
            ["name"] = "Call",
            ["description"] = "Call the client",
            ["type"] = "call",
            ["priority"] = "medium",
            ["status"] = "active",
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(fields ?? new { })!.AsObject())
        {
            action[name] = value?.DeepClone();
        }

        return client.CreateAsync("/v1/actions", action);
    }

    public static async Task<JsonObject> ReadLogAsync(this TestClient client, string id)
    {
        var logs = (await client.GetAsync("/v1/inference-logs?limit=200")).Body["data"]!.AsArray();
        return Assert.Single(logs, log => (string?)log!["id"] == id)!.AsObject();
    }
}
