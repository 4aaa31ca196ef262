using System.Net;
using Inference.Infrastructure;
using Inference.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

namespace Inference.Clustering;

/// <summary>The contract of Orleans' membership table, checked through Orleans' own code on a real database.</summary>
[ChoosesStorage]
public sealed class MembershipTableTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly string _cluster = Guid.NewGuid().ToString("n");
    private PostgresDatabase _database = null!;
    private IMembershipTable _table = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = new PostgresDatabase(await TestPostgres.CreateDatabaseAsync());
        _table = await OpenAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_new_cluster_has_a_version_and_no_silo()
    {
        var read = await _table.ReadAllAsync(Cancellation);

        Assert.Empty(read.Members);
        Assert.Equal(0, read.Version.Version);
        Assert.Empty((await _table.ReadRowAsync(Silo(1).SiloAddress, Cancellation)).Members);
    }

    [Fact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        var silo = Silo(1);
        Assert.True(await InsertAsync(silo));
        silo.Status = SiloStatus.Dead;
        silo.IAmAliveTime = Start.AddMinutes(1);
        silo.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, Start.AddMinutes(2))];
        Assert.True(await UpdateAsync(silo));

        var read = await _table.ReadRowAsync(silo.SiloAddress, Cancellation);

        Assert.Equal(2, read.Version.Version);
        Assert.Equal(silo.ToFullString(), Assert.Single(read.Members).Item1.ToFullString());
        Assert.Equal(silo.ToFullString(), Assert.Single((await _table.ReadAllAsync(Cancellation)).Members).Item1.ToFullString());
    }

    [Fact]
    public async Task A_change_that_has_not_seen_the_latest_version_is_refused()
    {
        var (first, second) = (Silo(1), Silo(2));
        var old = await _table.ReadAllAsync(Cancellation);
        Assert.True(await InsertAsync(first));

        Assert.False(await _table.InsertRowAsync(second, old.Version.Next(), Cancellation));
        first.Status = SiloStatus.Dead;
        Assert.False(await _table.UpdateRowAsync(first, old.Version.VersionEtag, old.Version.Next(), Cancellation));

        var read = await _table.ReadAllAsync(Cancellation);
        Assert.Equal(SiloStatus.Active, Assert.Single(read.Members).Item1.Status);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task A_silo_is_inserted_once_and_updated_only_if_it_is_there()
    {
        Assert.True(await InsertAsync(Silo(1)));

        Assert.False(await InsertAsync(Silo(1)));
        Assert.False(await UpdateAsync(Silo(2)));

        Assert.Equal(1, (await _table.ReadAllAsync(Cancellation)).Version.Version);
    }

    [Fact]
    public async Task Of_concurrent_changes_to_one_version_exactly_one_succeeds()
    {
        for (var round = 0; round < 20; round++)
        {
            var seen = (await _table.ReadAllAsync(Cancellation)).Version;
            var silos = Enumerable.Range(0, 8).Select(i => Silo((round * 10) + i + 1));

            var made = await Task.WhenAll(silos.Select(silo => _table.InsertRowAsync(silo, seen.Next(), Cancellation)));

            Assert.Single(made, done => done);
        }

        var read = await _table.ReadAllAsync(Cancellation);
        Assert.Equal((20, 20), (read.Members.Count, read.Version.Version));
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version()
    {
        var silo = Silo(1);
        await InsertAsync(silo);
        silo.IAmAliveTime = Start.AddHours(1);

        await _table.UpdateIAmAliveAsync(silo, Cancellation);

        var read = await _table.ReadRowAsync(silo.SiloAddress, Cancellation);
        Assert.Equal(Start.AddHours(1), Assert.Single(read.Members).Item1.IAmAliveTime);
        Assert.Equal(1, read.Version.Version);
    }

    [Fact]
    public async Task Silos_that_have_been_dead_for_long_are_forgotten_and_no_others()
    {
        var (dead, deadLately, suspectedLately, active) = (Silo(1), Silo(2), Silo(3), Silo(4));
        deadLately.IAmAliveTime = Start.AddHours(2);
        foreach (var silo in new[] { dead, deadLately, suspectedLately, active })
        {
            await InsertAsync(silo);
        }

        suspectedLately.SuspectTimes = [Tuple.Create(active.SiloAddress, Start.AddHours(2))];
        foreach (var silo in new[] { dead, deadLately, suspectedLately })
        {
            silo.Status = SiloStatus.Dead;
            await UpdateAsync(silo);
        }

        await _table.CleanupDefunctSiloEntriesAsync(Start.AddHours(1), Cancellation);

        var read = await _table.ReadAllAsync(Cancellation);
        Assert.Equal([2, 3, 4], read.Members.Select(silo => silo.Item1.SiloAddress.Generation).Order());
        Assert.Equal(7, read.Version.Version);
    }

    [Fact]
    public async Task A_deleted_cluster_is_gone_and_others_are_not()
    {
        var other = await OpenAsync("other");
        await other.InsertRowAsync(Silo(1), (await other.ReadAllAsync(Cancellation)).Version.Next(), Cancellation);
        await InsertAsync(Silo(1));

        await _table.DeleteMembershipTableEntriesAsync(_cluster, Cancellation);

        Assert.Single((await other.ReadAllAsync(Cancellation)).Members);
        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        Assert.Empty((await _table.ReadAllAsync(Cancellation)).Members);
    }

    [Fact]
    public async Task Clients_get_the_gateways_of_active_silos()
    {
        var (active, starting, withoutGateway) = (Silo(1), Silo(2), Silo(3));
        starting.Status = SiloStatus.Joining;
        withoutGateway.ProxyPort = 0;
        foreach (var silo in new[] { active, starting, withoutGateway })
        {
            await InsertAsync(silo);
        }

        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance,
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new AdoNetClusteringClientOptions { Invariant = "Npgsql", DataSource = _database.Source }),
            Options.Create(new GatewayOptions()),
            Options.Create(new ClusterOptions { ClusterId = _cluster }));
        await gateways.InitializeGatewayListProvider();

        Assert.Equal([new Uri("gwy.tcp://127.0.0.1:30001/1")], await gateways.GetGateways());
    }

    private static MembershipEntry Silo(int generation) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, 11111, generation),
        SiloName = $"silo {generation}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + generation,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private async Task<IMembershipTable> OpenAsync(string? cluster = null)
    {
        IMembershipTable table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = cluster ?? _cluster }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", DataSource = _database.Source }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Cancellation);
        return table;
    }

    private async Task<bool> InsertAsync(MembershipEntry silo) =>
        await _table.InsertRowAsync(silo, (await _table.ReadAllAsync(Cancellation)).Version.Next(), Cancellation);

    private async Task<bool> UpdateAsync(MembershipEntry silo)
    {
        var version = (await _table.ReadAllAsync(Cancellation)).Version;
        return await _table.UpdateRowAsync(silo, version.VersionEtag, version.Next(), Cancellation);
    }
}
