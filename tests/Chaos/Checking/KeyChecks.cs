using Inference.Recording;

namespace Inference.Checking;

/// <summary>Invariants of API keys.</summary>
internal static class KeyChecks
{
    /// <summary>How long after the acknowledgement a revoked key may be admitted.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public static IEnumerable<string> Revoked(History history, FinalState state)
    {
        var uses = history.KeyUses.Where(use => use.IsAdmitted).ToLookup(use => use.KeyId);
        var stored = state.Keys.ToLookup(key => key.Id);
        foreach (var revoked in history.Keys.Where(operation => operation is { Kind: KeyOperation.Revoke, Outcome: Outcome.Acknowledged }))
        {
            var late = uses[revoked.KeyId!].Where(use => use.Began > revoked.Ended + Grace).ToList();
            if (late.Count > 0)
            {
                yield return $"the key {revoked.KeyId} was admitted {late.Count} times more than 1 s after its revocation was acknowledged, "
                    + $"the last time after {(late[^1].Began - revoked.Ended).TotalSeconds:0.0} s";
            }

            if (stored[revoked.KeyId!].Any(key => key.IsActive))
            {
                yield return $"the key {revoked.KeyId} was revoked, and is active";
            }
        }
    }

    public static IEnumerable<string> Kept(History history, FinalState state)
    {
        var stored = state.Keys.ToDictionary(key => key.Id);
        foreach (var operations in history.Keys.Where(operation => operation.KeyId is not null).GroupBy(operation => operation.KeyId!))
        {
            if (operations.LastOrDefault(operation => operation.Outcome == Outcome.Acknowledged) is not { } last)
            {
                continue;
            }

            // An operation with unknown outcome may have been done at any time.
            var names = operations.Where(operation => operation.Outcome == Outcome.Unknown).Append(last).Select(operation => operation.Name).ToHashSet();
            if (!stored.TryGetValue(operations.Key, out var key))
            {
                yield return $"the key {operations.Key} was made, and is not there";
            }
            else if (!names.Contains(key.Name))
            {
                yield return $"the key {operations.Key} was named '{last.Name}', and is called '{key.Name}'";
            }
        }
    }
}
