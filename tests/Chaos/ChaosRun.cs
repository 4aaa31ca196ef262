using System.Collections.Immutable;
using Inference.Checking;
using Inference.Clusters;
using Inference.Faults;
using Inference.Load;
using Inference.Reading;
using Inference.Recording;
using Inference.Reporting;

namespace Inference;

/// <summary>One run: a cluster, load, faults, a pause for healing, and the comparison of what was acknowledged with what is there.</summary>
internal sealed class ChaosRun(ChaosOptions options, TimeProvider clock)
{
    private readonly Recorder _recorder = new();
    private readonly Tally _errors = new();

    /// <summary>What became of each check.</summary>
    public async Task<ImmutableArray<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        Tell($"seed {options.Seed}, {options.Duration.TotalSeconds} s: starting PostgreSQL, {LocalCluster.SiloCount} silos, {LocalCluster.FrontEndCount} front ends");
        await using var cluster = await LocalCluster.StartAsync(cancellationToken);
        using var connections = new Connections();
        using var http = new HttpClient(connections.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new Client(http, cluster.Balancer, _errors, clock);

        var history = await DisturbAsync(cluster, connections, client, cancellationToken);
        Tell("all is healed: waiting until it is quiet");
        var api = new ApiReader(client);
        await new Settling(cluster, api, clock).WaitAsync(cancellationToken);
        var state = await new FinalStateReader(api, cluster.Database).ReadAsync(cancellationToken);
        Tell($"comparing with {state.Chats.Length} chats, {state.Logs.Length} logs, {state.Personas.Length} personas and {state.Keys.Length} keys");

        var results = Checker.Run(history, state);
        Print(history, results, cluster);
        return results;
    }

    private async Task<History> DisturbAsync(LocalCluster cluster, Connections connections, Client client, CancellationToken cancellationToken)
    {
        var keys = await WorkloadKeys.CreateAsync(client, cluster.Database, _recorder, cancellationToken);
        using var saboteur = new Saboteur(cluster, connections, _recorder, new Random(options.Seed), clock);
        using var noFaults = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var noLoad = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Tell("load, and a rolling restart");
        var load = new Workload(client, _recorder, keys, options.Seed).RunAsync(noLoad.Token, cancellationToken);
        await saboteur.RollAsync(cancellationToken);
        Tell("load, and one silo lost");
        await saboteur.LoseOneAsync(cancellationToken);
        Tell("load and faults");
        var faults = saboteur.RunAsync(noFaults.Token);
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
        Report.Operations(history);
        Report.Faults(history);
        Report.Errors(_errors.Counts, _errors.Messages);
        Report.Slack(history);
        foreach (var node in cluster.Nodes.Where(node => node.EndedByItself > 0))
        {
            Console.WriteLine($"the {node.Name} ended {node.EndedByItself} times by itself, and was started again");
        }

        Report.Checks(results);
        Console.WriteLine($"violations: {results.Sum(result => result.Violations.Length)}, seed {options.Seed}");
        if (results.All(result => result.Holds) && cluster.Nodes.All(node => node.EndedByItself == 0))
        {
            Directory.Delete(cluster.LogDirectory, recursive: true);
        }
        else
        {
            Console.WriteLine($"what the processes said: {cluster.LogDirectory}");
        }
    }

    private void Tell(string what) => Console.WriteLine($"{clock.GetUtcNow():HH:mm:ss} {what}");
}
