using Inference.Recording;

namespace Inference.Checking;

/// <summary>What the statistics must tell.</summary>
internal static class StatisticsChecks
{
    public static IEnumerable<string> EqualLogs(History history, FinalState state) => state.Statistics.SelectMany(told => Differences(told, [.. state.Logs.Where(told.Counts)]));

    /// <summary>At any moment they count whatever was acknowledged before the question, and nothing that was sent after the answer.</summary>
    public static IEnumerable<string> ExactMeanwhile(History history, FinalState state)
    {
        var byType = history.Completions.ToLookup(operation => operation.Kind);
        foreach (var read in history.StatisticsReads)
        {
            var least = byType[read.Type].Count(operation => operation.Outcome == Outcome.Acknowledged && operation.Ended < read.Began);
            var most = byType[read.Type].Count(operation => operation.Began < read.Ended);
            if (read.Calls < least || read.Calls > most)
            {
                yield return $"at {read.Began:HH:mm:ss.fff} statistics told of {read.Calls} calls of type {read.Type}: "
                    + $"{least} were acknowledged before and {most} had begun";
            }
        }
    }

    private static IEnumerable<string> Differences(StoredStatistics told, List<StoredLog> logs)
    {
        var sums = new (string What, double Told, double Logged)[]
        {
            ("calls", told.Calls, logs.Count),
            ("success rate", told.SuccessRate, logs.Count(log => log.Succeeded) / Math.Max(1d, logs.Count)),
            ("average latency", told.AverageLatency, logs.Select(log => (double)log.LatencyMilliseconds).DefaultIfEmpty(0).Average()),
            ("input tokens", told.InputTokens, logs.Sum(log => log.InputTokens)),
            ("output tokens", told.OutputTokens, logs.Sum(log => log.OutputTokens)),
        };
        var models = logs.CountBy(log => log.Model).ToDictionary(model => model.Key, model => (long)model.Value);
        return sums.Where(sum => Math.Abs(sum.Told - sum.Logged) > 1e-6).Select(sum => $"{told}: {sum.Told} {sum.What}, and {sum.Logged} by the logs")
            .Concat(told.CallsByModel.Keys.Union(models.Keys)
                .Where(model => told.CallsByModel.GetValueOrDefault(model) != models.GetValueOrDefault(model))
                .Select(model => $"{told}: {told.CallsByModel.GetValueOrDefault(model)} calls of {model}, and {models.GetValueOrDefault(model)} by the logs"));
    }
}
