using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Inference.Checking;
using Inference.Clusters;

namespace Inference.Reading;

/// <summary>Reads what is there when all is over.</summary>
internal sealed class FinalStateReader(ApiReader api, ClusterDatabase database)
{
    public async Task<FinalState> ReadAsync(CancellationToken cancellationToken)
    {
        var logs = (await api.ListAsync("/v1/inference-logs", cancellationToken)).Select(ToLog).ToImmutableArray();
        var chats = ImmutableArray.CreateBuilder<StoredChat>();
        foreach (var chat in await api.ListAsync("/v1/chats", cancellationToken))
        {
            chats.Add(ToChat(await api.GetAsync($"/v1/chats/{(string?)chat["id"]}", cancellationToken)));
        }

        return new FinalState
        {
            Chats = chats.ToImmutable(),
            Logs = logs,
            Statistics = await ReadStatisticsAsync(logs, cancellationToken),
            Personas = [.. (await api.ListAsync("/v1/personas", cancellationToken)).Select(p => new StoredPersona((string)p["name"]!, (string?)p["notes"] ?? ""))],
            Keys = await ReadKeysAsync(cancellationToken),
        };
    }

    private async Task<ImmutableArray<StoredKey>> ReadKeysAsync(CancellationToken cancellationToken)
    {
        var days = await database.ReadDaysAsync(cancellationToken);
        return [.. (await api.ListAsync("/v1/api-keys", cancellationToken)).Select(key => ToKey(key, days))];
    }

    /// <summary>Of all logs, and of each model, type and key there is among them.</summary>
    private async Task<ImmutableArray<StoredStatistics>> ReadStatisticsAsync(ImmutableArray<StoredLog> logs, CancellationToken cancellationToken)
    {
        var filters = new List<(string Query, Func<StoredStatistics, StoredStatistics> Named)> { ("", sums => sums) };
        filters.AddRange(logs.Select(log => log.Model).Distinct()
            .Select(model => ($"?model={model}", new Func<StoredStatistics, StoredStatistics>(sums => sums with { Model = model }))));
        filters.AddRange(logs.Select(log => log.Type).Distinct()
            .Select(type => ($"?type={type}", new Func<StoredStatistics, StoredStatistics>(sums => sums with { Type = type }))));
        filters.AddRange(logs.Select(log => log.KeyId).Distinct()
            .Select(key => ($"?api_key={key}", new Func<StoredStatistics, StoredStatistics>(sums => sums with { KeyId = key }))));

        var statistics = ImmutableArray.CreateBuilder<StoredStatistics>();
        foreach (var (query, named) in filters)
        {
            statistics.Add(named(ToStatistics(await api.GetAsync($"/v1/inference-logs/stats{query}", cancellationToken))));
        }

        return statistics.ToImmutable();
    }

    private static StoredChat ToChat(JsonNode chat) => new(
        (string)chat["id"]!,
        [.. chat["messages"]!.AsArray().Select(message => new StoredMessage((string)message!["role"]!, (string?)message["content"] ?? ""))]);

    private static StoredLog ToLog(JsonNode log) => new()
    {
        Id = (string)log["id"]!,
        Succeeded = (string?)log["status"] == "success",
        Question = (string?)log["messages"]?.AsArray().LastOrDefault(message => (string?)message!["role"] == "user")?["content"] ?? "",
        Answer = (string?)log["response_log"]?["answer"]?["content"] ?? "",
        Type = (string?)log["type"] ?? "",
        Model = (string)log["model"]!,
        KeyId = (string?)log["api_key"] ?? "",
        InputTokens = (long)log["input_tokens"]!,
        OutputTokens = (long)log["output_tokens"]!,
        LatencyMilliseconds = (long)log["latency_ms"]!,
    };

    private static StoredStatistics ToStatistics(JsonNode sums) => new()
    {
        Calls = (long)sums["total_calls"]!,
        SuccessRate = (double)sums["success_rate"]!,
        AverageLatency = (double)sums["avg_latency_ms"]!,
        InputTokens = (long)sums["input_tokens"]!,
        OutputTokens = (long)sums["output_tokens"]!,
        CallsByModel = sums["model_usage"]!.AsObject().ToImmutableDictionary(model => model.Key, model => (long)model.Value!),
    };

    private static StoredKey ToKey(JsonNode key, ImmutableDictionary<string, (DateOnly Day, long Reserved)> days)
    {
        var id = (string)key["id"]!;
        var stored = new StoredKey(id, (string?)key["name"] ?? "", (bool)key["is_active"]!);
        return days.TryGetValue(id, out var day) ? stored with { Day = day.Day, ReservedOfDay = day.Reserved } : stored;
    }
}
