using Inference.Database;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Says once all is up where the server is, and the admin key where one had to be made.</summary>
internal sealed class FirstKey(ConfiguredKey configured, FirstKeyMaker maker, IOptions<InferenceOptions> options, IServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var made = await maker.MakeIfNoneAsync(configured.Standing, cancellationToken);
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Terminal.Welcome(url, options.Value.Storage == StorageEngine.Postgres ? "PostgreSQL" : Path.GetFullPath(options.Value.DataDirectory), made);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
