using Inference.ApiKeys;
using Inference.Errors;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Inference.Hosting;

/// <summary>Before the first request, activates the configured admin key and withdraws the one that was configured before.</summary>
internal sealed partial class ConfiguredKey(
    IGrainFactory grains, ILocalSiloDetails silo, IOptions<InferenceOptions> options, TimeProvider clock, ILogger<ConfiguredKey> logger) : IHostedService
{
    // While another silo fails, calls are routed to it until membership declares it dead.
    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(TransientFailures.IsTransient),
            Delay = TimeSpan.FromMilliseconds(500),
            MaxRetryAttempts = 60,
        })
        .Build();

    /// <summary>The state of the configured key, once this service has started.</summary>
    public ConfiguredKeyStanding Standing { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var claim = await _retries.ExecuteAsync(async cancelled => await ClaimAsync(cancelled), cancellationToken);
        Standing = claim.Standing;
        if (claim.Standing is ConfiguredKeyStanding.Replaced)
        {
            LogReplaced(claim.Current);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<ConfiguredKeyClaim> ClaimAsync(CancellationToken cancellationToken)
    {
        string? id = null;
        if (options.Value.AdminKey is { } key && ApiKeyFormat.TryParse(key, out var presented))
        {
            // Before the key that it replaces is deactivated. A key that was replaced stays inactive.
            id = presented.KeyId;
            await grains.GetApiKey(id).AdoptAsync(key, NewAdminKey.Fields, cancellationToken);
        }

        return await grains.GetConfiguredKeys().ClaimAsync(id, silo.SiloAddress, cancellationToken);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Inference:AdminKey of this silo was replaced by {Current}, which other running silos are configured with: it stays inactive. Give all silos the same")]
    private partial void LogReplaced(string? current);
}
