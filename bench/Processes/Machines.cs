namespace Inference.Processes;

/// <summary>Everything that is measured, each in a process of its own: model server, pass-through and, unless left out, our server.</summary>
internal sealed class Machines(Child models, Child passThrough, Server? server) : IAsyncDisposable
{
    public Child Models => models;

    public Child PassThrough => passThrough;

    public Server? Server => server;

    public static async Task<Machines> StartAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var models = await StartModelsAsync(cancellationToken);
        var port = FreePort.Take();
        var passThrough = Child.Start(
            "Inference.Bench.dll", ["pass-through", "--url", $"http://127.0.0.1:{port}", "--to", $"{models.Address}"], port);
        await passThrough.WaitUntilAsync(Health, cancellationToken);
        var server = options.WithoutServer ? null : await Server.StartAsync(models.Address, cancellationToken);
        return new Machines(models, passThrough, server);
    }

    public static async Task<Child> StartModelsAsync(CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        var models = Child.Start("Inference.ModelServer.dll", ["--url", $"http://127.0.0.1:{port}", "--instant"], port);
        await models.WaitUntilAsync(Health, cancellationToken);
        return models;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await passThrough.DisposeAsync();
        await models.DisposeAsync();
    }

    private static HttpRequestMessage Health() => new(HttpMethod.Get, "/health");
}
