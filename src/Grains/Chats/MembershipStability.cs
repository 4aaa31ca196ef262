namespace Inference.Chats;

/// <summary>
/// Whether silos joined or left recently. A grain may then be active twice for a while: a directory partition that is handed over can lose the grain's address,
/// while silos that cached the address go on calling there.
/// </summary>
internal sealed class MembershipStability(IClusterMembershipService membership, TimeProvider clock)
{
    /// <summary>Longer than the four minutes for which silos cache a grain's address.</summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(5);

    private Observation? _latest;

    public bool IsUnsettled
    {
        get
        {
            var snapshot = membership.CurrentSnapshot;
            var latest = Volatile.Read(ref _latest);
            if (latest?.Version != snapshot.Version)
            {
                latest = new Observation(snapshot.Version, latest is null && IsAlone(snapshot) ? null : clock.GetTimestamp());
                Volatile.Write(ref _latest, latest);
            }

            return latest.At is { } at && clock.GetElapsedTime(at) < SettlingTime;
        }
    }

    // It cannot be out of step with silos that ended before it began.
    private static bool IsAlone(ClusterMembershipSnapshot snapshot) => snapshot.Members.Values.Count(member => member.Status != SiloStatus.Dead) <= 1;

    /// <param name="Version">Of the members, as this silo knows them.</param>
    /// <param name="At">When it was first seen; <see langword="null"/> where it was no change.</param>
    private sealed record Observation(MembershipVersion Version, long? At);
}
