using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Chats;

public sealed class MembershipStabilityTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Membership _membership = new();
    private readonly MembershipStability _stability;

    public MembershipStabilityTests() => _stability = new MembershipStability(_membership, _clock);

    [Fact]
    public void A_lone_silo_is_settled_after_earlier_silos_ended()
    {
        _membership.Become(SiloStatus.Active, SiloStatus.Dead, SiloStatus.Dead);

        Assert.False(_stability.IsUnsettled);
    }

    [Fact]
    public void A_silo_that_joins_others_knows_some_for_a_while()
    {
        _membership.Become(SiloStatus.Active, SiloStatus.Active);

        Assert.True(_stability.IsUnsettled);
        _clock.Advance(MembershipStability.SettlingTime - TimeSpan.FromTicks(1));
        Assert.True(_stability.IsUnsettled);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(_stability.IsUnsettled);
    }

    [Theory]
    [InlineData(SiloStatus.Active)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Dead)]
    public void A_joining_or_leaving_silo_restarts_the_period(SiloStatus other)
    {
        _membership.Become(SiloStatus.Active);
        Assert.False(_stability.IsUnsettled);

        _membership.Become(SiloStatus.Active, other);

        Assert.True(_stability.IsUnsettled);
        _clock.Advance(MembershipStability.SettlingTime);
        Assert.False(_stability.IsUnsettled);
    }

    private sealed class Membership : IClusterMembershipService
    {
        public ClusterMembershipSnapshot CurrentSnapshot { get; private set; } = Snapshot(0, []);

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public void Become(params SiloStatus[] silos) => CurrentSnapshot = Snapshot(CurrentSnapshot.Version.Value + 1, silos);

        public ValueTask Refresh(MembershipVersion minimumVersion, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();

        private static ClusterMembershipSnapshot Snapshot(long version, SiloStatus[] silos) => new(
            silos.Select((status, n) => new ClusterMember(SiloAddress.New(IPAddress.Loopback, n + 1, 1), status, $"silo-{n}"))
                .ToImmutableDictionary(member => member.SiloAddress),
            new MembershipVersion(version));
    }
}
