using Inference.Recording;

namespace Inference.Checking;

/// <summary>The coverage that a run needs to be conclusive.</summary>
internal static class RunChecks
{
    /// <summary>
    /// Every operation with an Idempotency-Key that began while silos were restarted one by one was acknowledged, with a client's retries: also of
    /// two writers in one chat, which answers one message at a time, none was refused until the retry timeout.
    /// </summary>
    public static IEnumerable<string> RollingRestartWithoutLoss(History history, FinalState state)
    {
        var restarts = history.Faults.Where(fault => fault.Kind == FaultKind.SiloRolled).ToList();
        return restarts.Count == 0
            ? []
            : history.Completions
                .Where(operation => operation.Began >= restarts.Min(restart => restart.At) && operation.Began <= restarts.Max(restart => restart.Over))
                .Where(operation => operation.Outcome != Outcome.Acknowledged)
                .Select(operation => $"a {operation.Kind} that began at {operation.Began:HH:mm:ss.fff} is {operation.Outcome}; {Logged(operation, state)}");
    }

    public static IEnumerable<string> Covered(History history, FinalState state)
    {
        var done = history.Operations.Where(operation => operation.Outcome == Outcome.Acknowledged).Select(operation => operation.Kind).ToHashSet();
        return history.Operations.Select(operation => operation.Kind).Distinct().Where(kind => !done.Contains(kind)).Select(kind => $"no {kind} was acknowledged")
            .Concat(Enum.GetValues<FaultKind>().Where(kind => history.Faults.All(fault => fault.Kind != kind)).Select(kind => $"there was no fault {kind}"))
            .Concat(history.Operations.Any() ? [] : ["nothing was done"]);
    }

    private static string Logged(CompletionOperation operation, FinalState state) =>
        state.Logs.FirstOrDefault(log => log.Question == operation.Question) is { } log
            ? $"the log {log.Id} says {(log.Succeeded ? "success" : "error")} after {log.LatencyMilliseconds} ms: '{log.Answer}'"
            : "there is no log";
}
