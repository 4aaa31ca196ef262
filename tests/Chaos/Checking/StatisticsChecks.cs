using Inference.Recording;

namespace Inference.Checking;

/// <summary>Invariants of statistics.</summary>
internal static class StatisticsChecks
{
    public static IEnumerable<string> EqualLogs(History history, FinalState state) => state.Statistics.SelectMany(reported => Differences(reported, [.. state.Logs.Where(reported.Counts)]));

    /// <summary>At any moment they count everything acknowledged before the query, and nothing that was sent after the answer.</summary>
    public static IEnumerable<string> ExactMeanwhile(History history, FinalState state)
    {
        var byType = history.Completions.ToLookup(operation => operation.Kind);
        foreach (var read in history.StatisticsReads)
        {
            var least = byType[read.Type].Count(operation => operation.Outcome == Outcome.Acknowledged && operation.Ended < read.Began);
            var most = byType[read.Type].Count(operation => operation.Began < read.Ended);
            if (read.Calls < least || read.Calls > most)
            {
                yield return $"at {read.Began:HH:mm:ss.fff} statistics counted {read.Calls} calls of type {read.Type}: "
                    + $"{least} were acknowledged before and {most} had begun";
            }
        }
    }

    private static IEnumerable<string> Differences(StoredStatistics reported, List<StoredLog> logs)
    {
        var sums = new (string What, double Reported, double Logged)[]
        {
            ("calls", reported.Calls, logs.Count),
            ("success rate", reported.SuccessRate, logs.Count(log => log.Succeeded) / Math.Max(1d, logs.Count)),
            ("average latency", reported.AverageLatency, logs.Select(log => (double)log.LatencyMilliseconds).DefaultIfEmpty(0).Average()),
            ("input tokens", reported.InputTokens, logs.Sum(log => log.InputTokens)),
            ("output tokens", reported.OutputTokens, logs.Sum(log => log.OutputTokens)),
        };
        var models = logs.CountBy(log => log.Model).ToDictionary(model => model.Key, model => (long)model.Value);
        return sums.Where(sum => Math.Abs(sum.Reported - sum.Logged) > 1e-6).Select(sum => $"{reported}: {sum.Reported} {sum.What}, and {sum.Logged} by the logs")
            .Concat(reported.CallsByModel.Keys.Union(models.Keys)
                .Where(model => reported.CallsByModel.GetValueOrDefault(model) != models.GetValueOrDefault(model))
                .Select(model => $"{reported}: {reported.CallsByModel.GetValueOrDefault(model)} calls of {model}, and {models.GetValueOrDefault(model)} by the logs"));
    }
}
