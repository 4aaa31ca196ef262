using Inference.ApiKeys;
using Inference.Paging;
using Inference.Sql;

namespace Inference.Hosting;

/// <summary>Issues an admin key before the server serves, where there is none that works.</summary>
internal sealed class AdminKeyBootstrapper(
    ConfiguredKey configured, IGrainFactory grains, SqlDatabase database, AdminKeyIssuer issuer, TimeProvider clock) : HostedLifecycleService
{
    private const int PageSize = 200;

    public override async Task StartedAsync(CancellationToken cancellationToken)
    {
        // Of silos that start at once on an empty database, one issues a key.
        await using var bootstrap = await database.EnterBootstrapAsync(cancellationToken);
        if (await IsNeededAsync(cancellationToken))
        {
            await issuer.IssueAsync(cancellationToken);
        }
    }

    private async Task<bool> IsNeededAsync(CancellationToken cancellationToken) => configured.Standing switch
    {
        ConfiguredKeyStanding.None => !await issuer.HasAnyAsync(cancellationToken),
        // The operator removed the key from the configuration; it may have been the last one.
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
