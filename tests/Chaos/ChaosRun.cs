using System.Collections.Immutable;
using Inference.Checking;
using Inference.Clusters;
using Inference.Faults;
using Inference.Load;
using Inference.Reading;
using Inference.Recording;

namespace Inference;

/// <summary>One run: a cluster, load, faults, a pause for healing, and the comparison of what was acknowledged with what is there.</summary>
internal sealed class ChaosRun(ChaosOptions options, TimeProvider clock)
{
    private readonly Recorder _recorder = new();
    private readonly ErrorCounter _errors = new();

    /// <summary>The result of each check.</summary>
    public async Task<ImmutableArray<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        Log($"seed {options.Seed}, {options.Duration.TotalSeconds} s: starting PostgreSQL, {LocalCluster.SiloCount} silos, {LocalCluster.FrontEndCount} front ends");
        await using var cluster = await LocalCluster.StartAsync(cancellationToken);
        using var connections = new Connections();
        using var http = new HttpClient(connections.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new Client(http, cluster.Balancer, _errors, clock);

        var history = await RunWithFaultsAsync(cluster, connections, client, cancellationToken);
        Log("all processes are ready again: waiting for quiescence");
        var api = new ApiReader(client);
        await new Quiescence(cluster, api, clock).WaitAsync(cancellationToken);
        var state = await new FinalStateReader(api, cluster.Database).ReadAsync(cancellationToken);
        Log($"comparing with {state.Chats.Length} chats, {state.Logs.Length} logs, {state.Personas.Length} personas and {state.Keys.Length} keys");

        var results = Checker.Run(history, state);
        Print(history, results, cluster);
        return results;
    }

    private async Task<History> RunWithFaultsAsync(LocalCluster cluster, Connections connections, Client client, CancellationToken cancellationToken)
    {
        var keys = await WorkloadKeys.CreateAsync(client, cluster.Database, _recorder, cancellationToken);
        using var injector = new FaultInjector(cluster, connections, _recorder, new Random(options.Seed), clock);
        using var noFaults = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var noLoad = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Log("load, and a rolling restart");
        var load = new Workload(client, _recorder, keys, options.Seed).RunAsync(noLoad.Token, cancellationToken);
        await injector.RestartSilosAsync(cancellationToken);
        Log("load, and one silo lost");
        await injector.KillFirstSiloAsync(cancellationToken);
        Log("load and faults");
        var faults = injector.RunAsync(noFaults.Token);
        await Task.WhenAny(load, faults, Task.Delay(options.Duration, clock, cancellationToken));

        // The load goes on until everything is there again: how long that takes is seen by the probes.
        await noFaults.CancelAsync();
        await faults;
        await noLoad.CancelAsync();
        await load;
        return _recorder.ToHistory();
    }

    private void Print(History history, ImmutableArray<CheckResult> results, LocalCluster cluster)
    {
        Console.WriteLine();
        ChaosReport.Operations(history);
        ChaosReport.Faults(history);
        ChaosReport.Errors(_errors.Counts, _errors.Messages);
        ChaosReport.Slack(history);
        foreach (var node in cluster.Nodes.Where(node => node.EndedByItself > 0))
        {
            Console.WriteLine($"the {node.Name} ended {node.EndedByItself} times by itself, and was started again");
        }

        ChaosReport.Checks(results);
        Console.WriteLine($"violations: {results.Sum(result => result.Violations.Length)}, seed {options.Seed}; to repeat it: {options.Command}");
        if (results.All(result => result.Holds) && cluster.Nodes.All(node => node.EndedByItself == 0))
        {
            Directory.Delete(cluster.LogDirectory, recursive: true);
        }
        else
        {
            Console.WriteLine($"logs of the processes: {cluster.LogDirectory}");
        }
    }

    private void Log(string what) => Console.WriteLine($"{clock.GetUtcNow():HH:mm:ss} {what}");
}
