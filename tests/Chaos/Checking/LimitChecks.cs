using Inference.Recording;

namespace Inference.Checking;

/// <summary>
/// Invariants of a key's limits. A minute's count is memory of the key's grain: a fault that ends the grain, or lets a second one begin, forgets it. So
/// each such fault in the minute, or shortly before it, may admit the minute's requests once more: that is the slack. The day's count has none.
/// </summary>
internal static class LimitChecks
{
    /// <summary>For how long after a fault a grain may lose its count, or have a double.</summary>
    public static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(30);

    public static IEnumerable<string> Minutes(History history, FinalState state)
    {
        foreach (var key in history.LimitedKeys)
        {
            // A request that met the minute's end may have been counted in either.
            var minutes = history.KeyUses.Where(use => use.KeyId == key.KeyId && use.IsAdmitted && MinuteOf(use.Began) == MinuteOf(use.Ended))
                .CountBy(use => MinuteOf(use.Began));
            foreach (var (minute, admitted) in minutes)
            {
                var forgets = CountResets(history, new DateTimeOffset(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero));
                if (admitted > key.PerMinute * (1 + forgets))
                {
                    yield return $"the key {key.KeyId} has {key.PerMinute} requests a minute, and {admitted} were admitted in one with {forgets} faults";
                }
            }
        }
    }

    public static IEnumerable<string> Days(History history, FinalState state)
    {
        foreach (var key in history.LimitedKeys)
        {
            var admitted = history.KeyUses.Count(use => use.KeyId == key.KeyId && use.IsAdmitted && DayOf(use.Began) == key.Day && DayOf(use.Ended) == key.Day);
            if (admitted > key.PerDay - key.UsedOfDay)
            {
                yield return $"the key {key.KeyId} had {key.PerDay - key.UsedOfDay} requests of the day left, and {admitted} were admitted";
            }

            if (state.Keys.FirstOrDefault(stored => stored.Id == key.KeyId) is { } stored && stored.Day == key.Day
                && stored.ReservedOfDay < key.UsedOfDay + admitted)
            {
                yield return $"the key {key.KeyId} has {stored.ReservedOfDay} requests of the day stored, and {key.UsedOfDay + admitted} were admitted";
            }
        }
    }

    private static int CountResets(History history, DateTimeOffset minute) => history.Faults.Count(fault =>
        fault.Kind is FaultKind.SiloKilled or FaultKind.SiloLost or FaultKind.SiloRolled or FaultKind.DatabaseRestarted or FaultKind.BackendsTerminated
        && fault.At >= minute - RecoveryTime && fault.At < minute + TimeSpan.FromMinutes(1));

    private static long MinuteOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

    private static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
