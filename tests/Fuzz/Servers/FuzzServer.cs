using Inference.ModelServers;
using Inference.Postgres;
using Inference.Processes;

namespace Inference.Servers;

/// <summary>The server as a process of its own, with the data, the models and the first key that a run needs.</summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    public const string AdminKey = "fuzz-0123456789abcdef0123456789abcdef";

    private readonly ModelServerHost _models;
    private readonly PostgresServer? _postgres;
    private readonly StreamWriter _logFile;

    private FuzzServer(ModelServerHost models, PostgresServer? postgres, string folder)
    {
        (_models, _postgres, Folder) = (models, postgres, folder);
        _logFile = new StreamWriter(Path.Combine(folder, "server.log"));
        Log = new ServerLog(_logFile);
    }

    public ServerLog Log { get; }

    /// <summary>The data, the log, and the requests that showed faults.</summary>
    public string Folder { get; }

    /// <summary>Whether all but the data stays when the run is over.</summary>
    public bool IsFolderKept { get; set; }

    public ManagedProcess Process { get; private set; } = null!;

    public static async Task<FuzzServer> StartAsync(string storage, CancellationToken cancellationToken)
    {
        var models = await ModelServerHost.StartAsync(new ModelServerOptions { Records = false }, cancellationToken);
        var postgres = storage == "postgres" ? await PostgresServer.StartAsync() : null;
        var server = new FuzzServer(models, postgres, Directory.CreateTempSubdirectory("inference-fuzz-").FullName);
        var port = FreePort.Take();
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Inference__AdminKey"] = AdminKey,
            ["Inference__DataDirectory"] = Path.Combine(server.Folder, "data"),
            ["Inference__Storage"] = storage,
            ["Inference__Cluster__SiloPort"] = $"{FreePort.Take()}",
            ["Inference__Cluster__GatewayPort"] = $"{FreePort.Take()}",
        };
        if (postgres is not null)
        {
            environment["ConnectionStrings__Inference"] = postgres.ConnectionString(await postgres.CreateDatabaseAsync());
        }

        foreach (var (name, scenario) in (ReadOnlySpan<(string, string)>)
            [("tiny", "echo"), ("paced", "scenario:words:20,rate:100"), ("tools", "scenario:tools"), ("broken", "scenario:drop:3")])
        {
            AddModel(environment, models, name, scenario);
        }

        server.Process = ManagedProcess.Start("Inference.Silo.dll", [], port, environment, server.Log.Append);
        await server.Process.WaitUntilAsync(() => new HttpRequestMessage(HttpMethod.Get, "/health/ready"), cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await _models.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        Log.Finish();
        await _logFile.DisposeAsync();
        var unneeded = IsFolderKept ? Path.Combine(Folder, "data") : Folder;
        if (Directory.Exists(unneeded))
        {
            Directory.Delete(unneeded, recursive: true);
        }
    }

    private static void AddModel(Dictionary<string, string> environment, ModelServerHost models, string name, string scenario)
    {
        environment[$"Models__Catalog__{name}__Provider"] = "openai";
        environment[$"Models__Catalog__{name}__Endpoint"] = $"{models.BaseAddress}";
        environment[$"Models__Catalog__{name}__Model"] = scenario;
        environment[$"Models__Catalog__{name}__Retries"] = "0";
    }
}
