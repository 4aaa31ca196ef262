using Inference.ApiKeys;
using Inference.Paging;
using Inference.Sql;

namespace Inference.Hosting;

/// <summary>Makes an admin key before the server serves, where no request could be made without.</summary>
internal sealed class AdminKeyBootstrapper(
    ConfiguredKey configured, IGrainFactory grains, SqlDatabase database, AdminKeyMaker maker, TimeProvider clock) : IHostedLifecycleService
{
    private const int PageSize = 200;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        // Of silos that start at once on an empty database, one makes a key.
        await using var turn = await database.EnterBootstrapAsync(cancellationToken);
        if (await IsNeededAsync(cancellationToken))
        {
            await maker.MakeAsync(cancellationToken);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> IsNeededAsync(CancellationToken cancellationToken) => configured.Standing switch
    {
        ConfiguredKeyStanding.None => !await maker.HasAnyAsync(cancellationToken),
        // The operator took the key out of the configuration; where it was the last, the store is as good as empty.
        ConfiguredKeyStanding.Withdrawn => !await HasAdminAsync(cancellationToken),
        _ => false,
    };

    private async Task<bool> HasAdminAsync(CancellationToken cancellationToken)
    {
        var request = new PageRequest { Size = PageSize };
        Page<ApiKey> page;
        do
        {
            page = await grains.GetApiKeyQueries().ListAsync(null, request, cancellationToken);
            if (page.Items.Any(IsUsableAdmin))
            {
                return true;
            }

            request = request with { Skip = request.Skip + PageSize };
        }
        while (page.HasMore);

        return false;
    }

    private bool IsUsableAdmin(ApiKey key) =>
        key.Fields is { IsActive: true, Scopes: { } scopes } && scopes.Contains(ApiKeyScopes.Admin) && !(key.Fields.ExpiresAt <= clock.GetUtcNow());
}
