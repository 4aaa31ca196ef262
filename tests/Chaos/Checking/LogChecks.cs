using Inference.Recording;

namespace Inference.Checking;

/// <summary>Invariants of inference logs.</summary>
internal static class LogChecks
{
    public static IEnumerable<string> Acknowledged(History history, FinalState state)
    {
        var logs = state.Logs.ToLookup(log => log.Id);
        foreach (var operation in history.Completions.Where(operation => operation.Outcome == Outcome.Acknowledged))
        {
            var found = logs[operation.CompletionId ?? ""].ToList();
            if (found.Count != 1)
            {
                yield return $"acknowledged, with {found.Count} logs: {operation.CompletionId} ('{operation.Question}')";
            }
            else if (!found[0].Succeeded || found[0].Question != operation.Question)
            {
                yield return $"acknowledged, and logged as {(found[0].Succeeded ? "a success" : "an error")} of '{found[0].Question}': "
                    + $"{operation.CompletionId} ('{operation.Question}')";
            }
        }
    }

    /// <summary>No id twice; no question twice, however often it was sent under its Idempotency-Key; and none of a question that no client sent.</summary>
    public static IEnumerable<string> Once(History history, FinalState state)
    {
        var asked = history.Completions.Select(operation => operation.Question).ToHashSet();
        return state.Logs.CountBy(log => log.Id).Where(id => id.Value > 1).Select(id => $"the log {id.Key} is there {id.Value} times")
            .Concat(state.Logs.DistinctBy(log => log.Id).CountBy(log => log.Question).Where(question => question.Value > 1)
                .Select(question => $"{question.Value} logs of one Idempotency-Key: '{question.Key}'"))
            .Concat(state.Logs.Where(log => !asked.Contains(log.Question)).Select(log => $"the log {log.Id} is of a question that no client sent: '{log.Question}'"));
    }

    /// <summary>A turn and its log are one commit: neither is there without the other.</summary>
    public static IEnumerable<string> AgreeWithChats(History history, FinalState state)
    {
        var turns = StoredTurn.Of(state).Select(turn => turn.Question).ToHashSet();
        var kept = history.Completions.Where(operation => operation.Conversation is not null).Select(operation => operation.Question).ToHashSet();
        // What was stopped before its first word leaves a log and no turn.
        var logged = state.Logs.Where(log => log.Succeeded && log.Answer.Length > 0).Select(log => log.Question).ToHashSet();
        return turns.Except(logged).Select(question => $"in a chat, and not logged: '{question}'")
            .Concat(logged.Intersect(kept).Except(turns).Select(question => $"logged, and in no chat: '{question}'"));
    }
}
