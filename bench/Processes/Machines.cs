namespace Inference.Processes;

/// <summary>Everything that is measured, each in a process of its own: model server, pass-through and, unless left out, our server.</summary>
internal sealed class Machines : IAsyncDisposable
{
    public Child Models { get; } = StartModels();

    public Child PassThrough { get; private set; } = null!;

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

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
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
        if (!options.WithoutServer)
        {
            Server = Server.Launch(Models.Address);
            await Server.WaitUntilReadyAsync(cancellationToken);
        }
    }

    private static HttpRequestMessage Health() => new(HttpMethod.Get, "/health");
}
