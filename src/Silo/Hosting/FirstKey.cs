using Inference.ApiKeys;
using Inference.Database;
using Inference.Errors;
using Inference.Identity;
using Inference.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Inference.Hosting;

/// <summary>Sees to it that there is an admin key: the operator's before the first request, or one made on an empty store once all is up.</summary>
internal sealed class FirstKey(
    IGrainFactory grains, IDocumentStore documents, IOptions<InferenceOptions> options, IServer server, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly ApiKeyFields Admin = new()
    {
        Name = "admin",
        Environment = "prod",
        Scopes = [ApiKeyScopes.Admin],
    };

    // A silo that starts while another dies is sent to where that one's grains were, until it is known to be dead.
    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(Outages.Explain),
            Delay = TimeSpan.FromMilliseconds(500),
            MaxRetryAttempts = 60,
        })
        .Build();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AdminKey is { } key && ApiKeyFormat.TryParse(key, out var presented))
        {
            await _retries.ExecuteAsync(
                async cancelled => await grains.GetApiKey(presented.KeyId).AdoptAsync(key, Admin, cancelled), cancellationToken);
        }
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        string? made = null;
        if (options.Value.AdminKey is null && !await documents.AnyAsync("apikey", cancellationToken))
        {
            var id = Identifier.New(Identifier.ApiKey, clock.GetUtcNow());
            made = (await grains.GetApiKey(id).CreateAsync(Admin, createdBy: null, cancellationToken)).Key;
        }

        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Terminal.Welcome(url, options.Value.Storage == StorageEngine.Postgres ? "PostgreSQL" : Path.GetFullPath(options.Value.DataDirectory), made);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
