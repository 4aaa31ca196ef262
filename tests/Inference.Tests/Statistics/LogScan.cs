using Inference.InferenceLogs;

namespace Inference.Statistics;

/// <summary>The plain way to statistics: a look at every log.</summary>
internal static class LogScan
{
    public static List<InferenceLog> Find(IEnumerable<InferenceLog> logs, StatisticsFilter filter) => [.. logs.Where(log =>
        log.Environment == filter.Environment
        && log.CreatedAt >= filter.Start
        && log.CreatedAt < filter.End
        && Matches(filter.Owner, log.Owner)
        && Matches(filter.User, log.User)
        && Matches(filter.ApiKeyId, log.ApiKeyId)
        && Matches(filter.Model, log.Model)
        && Matches(filter.Type, log.Type)
        && Matches(filter.CorrelationId, log.CorrelationId))];

    public static LogStatistics Sum(IReadOnlyCollection<InferenceLog> logs) => new()
    {
        Calls = logs.Count,
        Successes = logs.Count(log => log.Succeeded),
        InputTokens = logs.Sum(log => (long)log.InputTokens),
        OutputTokens = logs.Sum(log => (long)log.OutputTokens),
        CachedTokens = logs.Sum(log => (long)log.CachedTokens),
        ReasoningTokens = logs.Sum(log => (long)log.ReasoningTokens),
        LatencyMilliseconds = logs.Sum(log => (long)log.LatencyMilliseconds),
        Models = [.. logs.GroupBy(log => log.Model).OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => new ModelCalls(of.Key, of.Count()))],
    };

    /// <summary>The latency that this share of the logs does not exceed.</summary>
    public static double Quantile(IReadOnlyCollection<InferenceLog> logs, double share) =>
        logs.Select(log => log.LatencyMilliseconds).Order().ElementAt((int)Math.Max(0, Math.Ceiling(share * logs.Count) - 1));

    private static bool Matches(string? wanted, string? value) => wanted is null || wanted == value;
}
