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
    private readonly IReadOnlyDictionary<string, string> _settings;

    private Server(Uri models, string? database, int silos, IReadOnlyDictionary<string, string>? settings)
    {
        (_models, _database, _settings) = (models, database, settings ?? new Dictionary<string, string>());
        _data = database is null ? Directory.CreateTempSubdirectory("inference-bench-") : null;
        Target = new Target([.. Enumerable.Range(0, silos).Select(_ => Start("Inference.Silo.dll"))]);
    }

    public static AuthenticationHeaderValue Authorization => new("Bearer", AdminKey);

    public Target Target { get; }

    /// <summary>A process that answers HTTP alone, where there is one.</summary>
    public ManagedProcess? FrontEnd { get; private set; }

    /// <summary>Returns before the server answers.</summary>
    /// <param name="models">The model server.</param>
    /// <param name="database">The PostgreSQL database; without one the data are in a file.</param>
    /// <param name="silos">How many processes.</param>
    /// <param name="settings">More settings, named as in the environment.</param>
    public static Server Launch(Uri models, string? database = null, int silos = 1, IReadOnlyDictionary<string, string>? settings = null) =>
        new(models, database, silos, settings);

    /// <summary>Starts a process that answers HTTP alone, in front of silos that share a database.</summary>
    public ManagedProcess LaunchFrontEnd() => FrontEnd = Start("Inference.Api.dll");

    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(Target.Processes.Append(FrontEnd).OfType<ManagedProcess>().Select(
        process => process.WaitUntilAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Authorization = Authorization } }, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        if (FrontEnd is not null)
        {
            await FrontEnd.DisposeAsync();
        }

        foreach (var silo in Target.Processes)
        {
            await silo.DisposeAsync();
        }

        _data?.Delete(recursive: true);
    }

    private ManagedProcess Start(string assembly)
    {
        var port = FreePort.Take();
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Inference__AdminKey"] = AdminKey,
            ["Inference__Cluster__ClusterId"] = _cluster,
            ["Models__Default"] = "bench",
        };
        foreach (var (name, model) in UpstreamModels.All)
        {
            settings[$"Models__Catalog__{name}__Provider"] = "openai";
            settings[$"Models__Catalog__{name}__Endpoint"] = $"{_models}v1";
            settings[$"Models__Catalog__{name}__Model"] = model;
        }

        if (_database is null)
        {
            settings["Inference__DataDirectory"] = _data!.FullName;
        }
        else
        {
            settings["Inference__Storage"] = "postgres";
            settings["ConnectionStrings__Inference"] = _database;
            settings["Inference__Cluster__SiloPort"] = $"{FreePort.Take()}";
            settings["Inference__Cluster__GatewayPort"] = $"{FreePort.Take()}";
        }

        foreach (var (name, value) in _settings)
        {
            settings[name] = value;
        }

        return ManagedProcess.Start(assembly, [], port, settings);
    }
}
