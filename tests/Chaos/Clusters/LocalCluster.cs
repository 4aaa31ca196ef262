using System.Collections.Immutable;
using Inference.Load;
using Inference.ModelServers;

namespace Inference.Clusters;

/// <summary>PostgreSQL, three silos, two front ends and a model server, each but the last a process of its own on the loopback.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    public const int SiloCount = 3;
    public const int FrontEndCount = 2;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly ModelServerHost _models;

    private LocalCluster(ModelServerHost models, ClusterDatabase database, string logDirectory)
    {
        (_models, Database, LogDirectory) = (models, database, logDirectory);
        var settings = new ClusterSettings(database.ConnectionString, models.BaseAddress, logDirectory);
        Silos = [.. Enumerable.Range(1, SiloCount).Select(n => new Node(settings.Silo(n)))];
        FrontEnds = [.. Enumerable.Range(1, FrontEndCount).Select(n => new Node(settings.FrontEnd(n)))];
    }

    public ClusterDatabase Database { get; }

    /// <summary>The folder with a file of each process's output.</summary>
    public string LogDirectory { get; }

    public ImmutableArray<Node> Silos { get; }

    public ImmutableArray<Node> FrontEnds { get; }

    /// <summary>The running front ends.</summary>
    public Balancer Balancer { get; } = new();

    public IEnumerable<Node> Nodes => Silos.Concat(FrontEnds);

    /// <summary>Starts everything, all silos at once, and returns when all of it is ready.</summary>
    public static async Task<LocalCluster> StartAsync(CancellationToken cancellationToken)
    {
        var models = await ModelServerHost.StartAsync(new ModelServerOptions { Records = false }, cancellationToken);
        var cluster = new LocalCluster(models, await ClusterDatabase.StartAsync(), Directory.CreateTempSubdirectory("inference-chaos-").FullName);
        try
        {
            foreach (var node in cluster.Nodes)
            {
                node.Start();
            }

            await cluster.WaitUntilReadyAsync(cancellationToken);
            foreach (var frontEnd in cluster.FrontEnds)
            {
                cluster.Balancer.Add(frontEnd.Address);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var node in Nodes)
        {
            try
            {
                await node.WhenReady.WaitAsync(StartTimeout, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"The {node.Name} was not ready in {StartTimeout.TotalSeconds} s: see {LogDirectory}.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        await _models.DisposeAsync();
        await Database.DisposeAsync();
    }
}
