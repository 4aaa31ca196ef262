namespace Inference.Processes;

/// <summary>Everything that is measured, each in a process of its own: model server, pass-through, the database's server where there is one and, unless left out, our server.</summary>
internal sealed class Machines : IAsyncDisposable
{
    public Child Models { get; } = StartModels();

    public Child PassThrough { get; private set; } = null!;

    public DatabaseServer? Database { get; private set; }

    public Server? Server { get; private set; }

    public static async Task<Machines> StartAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var machines = new Machines();
        try
        {
            await machines.StartOthersAsync(options, cancellationToken);
            return machines;
        }
        catch
        {
            // Whatever has been started would outlive this process.
            await machines.DisposeAsync();
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

    private static Child StartModels()
    {
        var port = FreePort.Take();
        return Child.Start("Inference.ModelServer.dll", ["--url", $"http://127.0.0.1:{port}", "--instant"], port);
    }

    private async Task StartOthersAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        PassThrough = Child.Start(
            "Inference.Bench.dll", ["pass-through", "--url", $"http://127.0.0.1:{port}", "--to", $"{Models.Address}"], port);
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
