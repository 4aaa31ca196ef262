using Orleans.Configuration;

namespace Inference.Clustering;

/// <summary>How soon silos notice that one of them is gone. Until they do, whoever needs a grain that lived there is turned away.</summary>
internal static class MembershipServices
{
    public static ISiloBuilder TuneMembership(this ISiloBuilder silo)
    {
        silo.Services.Configure<ClusterMembershipOptions>(membership =>
        {
            // A silo is suspected after three probes a second apart went unanswered for a second each: after three seconds, so that a pause of two
            // (a long garbage collection, a virtual machine that was moved) costs none its place. The period must not adapt to fast answers
            // below that; beyond two seconds, a dead silo would be noticed too late.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.MinProbeTimeout = TimeSpan.FromSeconds(1);
            membership.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            membership.NumMissedProbesLimit = 3;

            // Two must agree, so that one silo with a bad line declares nobody dead; of two silos, the other one decides alone. Each probes up to ten.
            membership.NumVotesForDeathDeclaration = 2;
            membership.NumProbedSilos = 10;

            // Silos tell each other of changes at once; who missed that looks at the table.
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

            // A silo that has not been heard of for six seconds has no vote, and is not waited for by those that start: where two of three die at once
            // the third may count them out alone, and after all of them were killed the next ones start, that soon. Clocks must not differ by more.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
            membership.NumMissedTableIAmAliveLimit = 3;

            // Rows of dead silos are kept for a day, to look at, and 25 at most.
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
            membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
            membership.MaxDefunctSiloEntries = 25;
        });
        return silo;
    }
}
