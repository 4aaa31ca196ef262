using System.Globalization;
using System.Text.Json.Nodes;

namespace Inference.Statistics;

/// <summary>The same question asked twice: of the statistics, and of the list of logs, which is added up here.</summary>
internal sealed class ListedLogs(Func<string, Task<JsonNode>> get)
{
    /// <summary>Both answers are the same; returns their number of calls.</summary>
    public async Task<long> CheckAsync(string filter)
    {
        var stats = await get($"/v1/inference-logs/stats?{filter}");
        var logs = await ListAsync(filter);

        CheckSums(logs, stats);
        Assert.Equal(logs.Count(log => (string?)log["status"] == "success") / Math.Max(1d, logs.Count), (double)stats["success_rate"]!, 9);
        Assert.Equal(logs.Select(log => (double)log["latency_ms"]!).DefaultIfEmpty(0).Average(), (double)stats["avg_latency_ms"]!, 6);
        Assert.Equal(
            logs.CountBy(log => (string)log["model"]!).ToDictionary(),
            stats["model_usage"]!.AsObject().ToDictionary(model => model.Key, model => (int)model.Value!));
        return logs.Count;
    }

    /// <summary>Each point of a series equals the list's sums for its time.</summary>
    public async Task CheckSeriesAsync(string interval, string filter)
    {
        var series = await get($"/v1/inference-logs/stats/series?interval={interval}&{filter}");
        var logs = await ListAsync(filter);
        foreach (var point in series["data"]!.AsArray())
        {
            CheckSums([.. logs.Where(log => Time(log["created_at"]) >= Time(point!["period_start_date"]) && Time(log["created_at"]) < Time(point["period_end_date"]))], point!);
        }

        Assert.Equal(logs.Count, series["data"]!.AsArray().Sum(point => (int)point!["total_calls"]!));
    }

    private static void CheckSums(List<JsonNode> logs, JsonNode stats)
    {
        Assert.Equal(logs.Count, (int)stats["total_calls"]!);
        foreach (var tokens in (string[])["input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "total_tokens"])
        {
            Assert.Equal(logs.Sum(log => (long)log[tokens]!), (long)stats[tokens]!);
        }
    }

    private async Task<List<JsonNode>> ListAsync(string filter)
    {
        var logs = new List<JsonNode>();
        JsonNode page;
        do
        {
            var after = logs.Count == 0 ? "" : $"&after={logs[^1]["id"]}";
            page = await get($"/v1/inference-logs?{filter}&limit=200{after}");
            logs.AddRange(page["data"]!.AsArray().Select(log => log!));
        }
        while ((bool)page["has_more"]!);

        return logs;
    }

    private static DateTimeOffset Time(JsonNode? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
