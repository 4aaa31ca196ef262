namespace Inference.Processes;

/// <summary>Everything that is measured, each in a process of its own: model server, pass-through, the database's server where there is one and, unless left out, our server.</summary>
internal sealed class BenchmarkEnvironment : IAsyncDisposable
{
    public ManagedProcess Models { get; } = StartModels();

    public ManagedProcess PassThrough { get; private set; } = null!;

    public DatabaseServer? Database { get; private set; }

    public Server? Server { get; private set; }

    public static async Task<BenchmarkEnvironment> StartAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var environment = new BenchmarkEnvironment();
        try
        {
            await environment.StartRemainingAsync(options, cancellationToken);
            return environment;
        }
        catch
        {
            // Processes already started would outlive this one.
            await environment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another server of ours, on empty data or on a database that is there; it may not answer yet.</summary>
    public async Task<Server> LaunchAsync(int silos = 1, string? database = null) =>
        Server.Launch(Models.Address, Database is null ? null : database ?? await Database.CreateAsync(), silos);

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        if (PassThrough is not null)
        {
            await PassThrough.DisposeAsync();
        }

        await Models.DisposeAsync();
    }

    private static ManagedProcess StartModels()
    {
        var port = FreePort.Take();
        return ManagedProcess.Start("Inference.ModelServer.dll", ["--url", $"http://127.0.0.1:{port}", "--instant"], port);
    }

    private async Task StartRemainingAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        PassThrough = ManagedProcess.Start(
            "Inference.Bench.dll", [PassThroughProxy.Command, "--url", $"http://127.0.0.1:{port}", "--to", $"{Models.Address}"], port);
        await Models.WaitUntilAsync(Health, cancellationToken);
        await PassThrough.WaitUntilAsync(Health, cancellationToken);
        Database = options.Postgres ? await DatabaseServer.StartAsync(cancellationToken) : null;
        if (!options.WithoutServer)
        {
            Server = await LaunchAsync(options.Silos);
            await Server.WaitUntilReadyAsync(cancellationToken);
        }
    }

    private static HttpRequestMessage Health() => new(HttpMethod.Get, "/health");
}
