using System.Net.Http.Headers;

namespace Inference.Processes;

/// <summary>Our server: one process or several silos, on data of its own, configured to answer with the benchmark's model server.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>Chosen by us, so that no output has to be read to find it.</summary>
    public const string AdminKey = "bench-0123456789abcdef0123456789abcdef";

    // Silos of an earlier run on the same data are none of its business.
    private readonly string _cluster = $"bench-{Guid.NewGuid():n}";
    private readonly DirectoryInfo? _data;
    private readonly Uri _models;
    private readonly string? _database;

    private Server(Uri models, string? database, int silos)
    {
        (_models, _database) = (models, database);
        _data = database is null ? Directory.CreateTempSubdirectory("inference-bench-") : null;
        Target = new Target([.. Enumerable.Range(0, silos).Select(_ => Start())]);
    }

    public static AuthenticationHeaderValue Authorization => new("Bearer", AdminKey);

    public Target Target { get; }

    /// <summary>Returns before the server answers.</summary>
    /// <param name="models">The model server.</param>
    /// <param name="database">The PostgreSQL database; without one the data are in a file.</param>
    /// <param name="silos">How many processes.</param>
    public static Server Launch(Uri models, string? database = null, int silos = 1) => new(models, database, silos);

    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(Target.Processes.Select(silo => silo.WaitUntilAsync(
        () => new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Authorization = Authorization } }, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Target.Processes)
        {
            await silo.DisposeAsync();
        }

        _data?.Delete(recursive: true);
    }

    private Child Start()
    {
        var port = FreePort.Take();
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Inference__AdminKey"] = AdminKey,
            ["Inference__Cluster__ClusterId"] = _cluster,
            ["Inference__Cluster__SiloPort"] = $"{FreePort.Take()}",
            ["Inference__Cluster__GatewayPort"] = $"{FreePort.Take()}",
            ["Models__Default"] = "bench",
            ["Models__Catalog__bench__Provider"] = "openai",
            ["Models__Catalog__bench__Endpoint"] = $"{_models}v1",
            ["Models__Catalog__bench__Model"] = "instant",
            ["Models__Catalog__paced__Provider"] = "openai",
            ["Models__Catalog__paced__Endpoint"] = $"{_models}v1",
            ["Models__Catalog__paced__Model"] = Streaming.StreamBenchmark.UpstreamModel,
        };
        if (_database is null)
        {
            settings["Inference__DataDirectory"] = _data!.FullName;
        }
        else
        {
            settings["Inference__Storage"] = "postgres";
            settings["ConnectionStrings__Inference"] = _database;
        }

        return Child.Start("Inference.Silo.dll", [], port, settings);
    }
}
