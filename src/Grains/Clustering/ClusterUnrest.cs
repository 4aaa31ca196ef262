namespace Inference.Clustering;

/// <summary>
/// Whether silos came or went lately. A grain may then be active twice for a while: a directory that is handed over can lose where it lives, and
/// whoever remembers the place goes on asking there.
/// </summary>
internal sealed class ClusterUnrest(IClusterMembershipService membership, TimeProvider clock)
{
    /// <summary>Longer than the four minutes for which silos remember where a grain lives.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    private Sighting? _latest;

    public bool Lasts
    {
        get
        {
            var snapshot = membership.CurrentSnapshot;
            var latest = Volatile.Read(ref _latest);
            if (latest?.Version != snapshot.Version)
            {
                latest = new Sighting(snapshot.Version, latest is null && IsAlone(snapshot) ? null : clock.GetTimestamp());
                Volatile.Write(ref _latest, latest);
            }

            return latest.At is { } at && clock.GetElapsedTime(at) < Length;
        }
    }

    // It cannot be out of step with silos that ended before it began.
    private static bool IsAlone(ClusterMembershipSnapshot snapshot) => snapshot.Members.Values.Count(member => member.Status != SiloStatus.Dead) <= 1;

    /// <param name="Version">Of the members, as this silo knows them.</param>
    /// <param name="At">When it was first seen; <see langword="null"/> where it was no change.</param>
    private sealed record Sighting(MembershipVersion Version, long? At);
}
