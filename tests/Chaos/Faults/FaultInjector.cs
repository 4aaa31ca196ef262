using Inference.Clusters;
using Inference.Load;
using Inference.Recording;

namespace Inference.Faults;

/// <summary>
/// Injects one fault after another, some while the one before is not over. At least one silo and one front end live at any time; a killed process
/// is started again after a while: sometimes before the others have missed it, sometimes long after.
/// </summary>
internal sealed class FaultInjector(LocalCluster cluster, Connections connections, Recorder recorder, Random random, TimeProvider clock) : IDisposable
{
    private const double ShortestPause = 1.5;
    private const double LongestPause = 6;
    private const double LongestDown = 14;
    private const double RollPause = 1;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly FaultSchedule _schedule = new(random);
    private readonly List<Task> _ongoing = [];
    private readonly SemaphoreSlim _database = new(1);

    /// <summary>Runs until it is stopped, and then until every killed process has been started again.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (await PauseAsync(ShortestPause, LongestPause, stop))
        {
            var kind = _schedule.Next();
            _ongoing.AddRange(Inject(kind, stop));
        }

        await Task.WhenAll(_ongoing);
    }

    /// <summary>Restarts all silos, one by one, as a new version is rolled out. Nothing else is done meanwhile.</summary>
    public async Task RestartSilosAsync(CancellationToken stop)
    {
        foreach (var silo in cluster.Silos)
        {
            if (!await PauseAsync(RollPause, RollPause, stop))
            {
                return;
            }

            await RecordAsync(new Fault(FaultKind.SiloRolled, silo.Name, clock.GetUtcNow(), default), async () =>
            {
                await silo.RestartAsync();
                await silo.WhenReady.WaitAsync(StartTimeout, CancellationToken.None);
            });
        }
    }

    /// <summary>
    /// Kills one silo of all and leaves the others alone until they have done without it for a while. It is the first one: the one that was restarted
    /// last has few grains yet.
    /// </summary>
    public Task KillFirstSiloAsync(CancellationToken stop)
    {
        var fault = new Fault(FaultKind.SiloLost, "", clock.GetUtcNow(), default);
        return KillAsync(fault, cluster.Silos[0], PauseAsync(LongestDown, LongestDown, stop));
    }

    public void Dispose() => _database.Dispose();

    private IEnumerable<Task> Inject(FaultKind kind, CancellationToken stop)
    {
        var fault = new Fault(kind, "", clock.GetUtcNow(), default);
        return kind switch
        {
            FaultKind.SiloKilled => [.. SilosToKill(random.Next(5) == 0 ? 2 : 1).Select(silo => KillAsync(fault, silo, PauseAsync(0, LongestDown, stop)))],
            FaultKind.FrontEndKilled => [.. ShuffledReady(cluster.FrontEnds).Skip(1).Take(1).Select(frontEnd => KillFrontEndAsync(fault, frontEnd, stop))],
            FaultKind.DatabaseRestarted => [DisturbDatabaseAsync(fault, cluster.Database.RestartAsync)],
            FaultKind.BackendsTerminated => [DisturbDatabaseAsync(fault, cluster.Database.CutConnectionsAsync)],
            FaultKind.ConnectionsCut => [RecordAsync(fault, () => Task.FromResult(connections.Cut(random)))],
            FaultKind.SiloRolled => [RestartSilosAsync(stop)],
            FaultKind.SiloLost => [KillFirstSiloAsync(stop)],
        };
    }

    /// <summary>So many silos, but never the last one.</summary>
    private List<Node> SilosToKill(int count)
    {
        var live = ShuffledReady(cluster.Silos);
        return [.. live.Take(Math.Min(count, live.Count - 1))];
    }

    private List<Node> ShuffledReady(IEnumerable<Node> nodes)
    {
        var live = nodes.Where(node => node.IsReady).ToArray();
        random.Shuffle(live);
        return [.. live];
    }

    private async Task KillFrontEndAsync(Fault fault, Node frontEnd, CancellationToken stop)
    {
        cluster.Balancer.Remove(frontEnd.Address);
        await KillAsync(fault, frontEnd, PauseAsync(0, LongestDown, stop));
        cluster.Balancer.Add(frontEnd.Address);
    }

    private Task KillAsync(Fault fault, Node node, Task down) => RecordAsync(fault with { Target = node.Name }, async () =>
    {
        await node.KillAsync(down);
        await node.WhenReady.WaitAsync(StartTimeout);
    });

    /// <summary>One at a time: what is being restarted has no connections to cut.</summary>
    private async Task DisturbDatabaseAsync(Fault fault, Func<Task> action)
    {
        await _database.WaitAsync();
        try
        {
            await RecordAsync(fault with { Target = "PostgreSQL", At = clock.GetUtcNow() }, action);
        }
        finally
        {
            _database.Release();
        }
    }

    private async Task RecordAsync(Fault fault, Func<Task> action)
    {
        await action();
        recorder.Add(fault with { Over = clock.GetUtcNow() });
    }

    /// <summary>False when it was stopped.</summary>
    private async Task<bool> PauseAsync(double least, double most, CancellationToken stop)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least))), clock, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
