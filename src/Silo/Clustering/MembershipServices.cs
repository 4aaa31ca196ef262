using Orleans.Configuration;

namespace Inference.Clustering;

/// <summary>How soon a silo that fails is declared dead. Until then calls to the grains that were active there are refused.</summary>
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

            // Two must agree, so that one silo with a bad connection cannot declare others dead; of two silos, one decides alone. Each silo probes up to ten.
            membership.NumVotesForDeathDeclaration = 2;
            membership.NumProbedSilos = 10;

            // Silos gossip changes at once; a silo that missed one finds it in the table.
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

            // A silo without a heartbeat for six seconds has no vote, and silos that start do not wait for it: where two of three fail at once the third
            // may declare them dead alone, and after all of them were killed new ones can start, that soon. Clocks must not differ by more.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
            membership.NumMissedTableIAmAliveLimit = 3;

            // Rows of dead silos are kept for a day, for inspection, and 25 at most.
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
            membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
            membership.MaxDefunctSiloEntries = 25;
        });
        return silo;
    }
}
