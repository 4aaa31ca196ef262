using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Inference.Clusters;
using Inference.Recording;

namespace Inference.Load;

/// <summary>The keys that clients have from the start: ordinary ones, spread over the silos as each key's grain is, and those whose limits are tried.</summary>
internal sealed record WorkloadKeys(ImmutableArray<WorkloadKey> Ordinary, ImmutableArray<WorkloadKey> Limited)
{
    public const string AdminKey = ClusterSettings.AdminKey;

    private const int OrdinaryCount = 6;
    private const int LeftOfDay = 300;

    public static async Task<WorkloadKeys> CreateAsync(Client client, ClusterDatabase database, Recorder recorder, CancellationToken cancellationToken)
    {
        var ordinary = new List<WorkloadKey>();
        for (var n = 1; n <= OrdinaryCount; n++)
        {
            ordinary.Add(await CreateAsync(client, $"ordinary-{n}", "unlimited", cancellationToken));
        }

        var free = await CreateAsync(client, "by the minute", "free", cancellationToken);
        var professional = await CreateAsync(client, "by the day", "professional", cancellationToken);
        var today = DateOnly.FromDateTime(client.Now.UtcDateTime);
        recorder.Add(new LimitedKey(free.Id, PerMinute: 60, PerDay: 10_000, today, UsedOfDay: 0));
        recorder.Add(new LimitedKey(professional.Id, PerMinute: 300, PerDay: 100_000, today, 100_000 - LeftOfDay));

        await database.UseDayAsync(professional.Id, today, 100_000 - LeftOfDay);
        // The first attempt meets a document that is not the one the key remembers, and lets the key be read again.
        await SendAsync(client, HttpMethod.Patch, $"/v1/api-keys/{professional.Id}", new() { ["name"] = "by the day" }, cancellationToken);
        return new WorkloadKeys([.. ordinary], [free, professional]);
    }

    private static async Task<WorkloadKey> CreateAsync(Client client, string name, string plan, CancellationToken cancellationToken)
    {
        var fields = new JsonObject { ["name"] = name, ["plan"] = plan, ["user_id"] = "chaos" };
        var made = await SendAsync(client, HttpMethod.Post, "/v1/api-keys", fields, cancellationToken);
        return new WorkloadKey((string)made["id"]!, (string)made["key"]!);
    }

    private static async Task<JsonNode> SendAsync(Client client, HttpMethod method, string path, JsonObject body, CancellationToken cancellationToken)
    {
        var (outcome, reply) = await client.SendAsync(new ClientRequest { Key = AdminKey, Method = method, Path = path, Body = body }, cancellationToken);
        return outcome == Outcome.Acknowledged ? reply! : throw new InvalidOperationException($"{method} {path}: {reply?.ToJsonString()}");
    }
}

/// <summary>An API key, and its id.</summary>
internal sealed record WorkloadKey(string Id, string Key);
