using Inference.ApiKeys;
using Inference.Identity;
using Inference.Paging;
using Inference.Storage;

namespace Inference.Hosting;

/// <summary>Makes an admin key where no request could be made without.</summary>
internal sealed class FirstKeyMaker(IGrainFactory grains, IDocumentStore documents, TimeProvider clock)
{
    public static readonly ApiKeyFields Admin = new()
    {
        Name = "admin",
        Environment = "prod",
        Scopes = [ApiKeyScopes.Admin],
    };

    private const int PageSize = 200;

    /// <summary>The whole key, if one was made.</summary>
    public async Task<string?> MakeIfNoneAsync(ConfiguredKeyStanding standing, CancellationToken cancellationToken)
    {
        var isNeeded = standing switch
        {
            ConfiguredKeyStanding.None => !await documents.AnyAsync("apikey", cancellationToken),
            // The operator took the key out of the configuration; where it was the last, the store is as good as empty.
            ConfiguredKeyStanding.Withdrawn => !await HasAdminAsync(cancellationToken),
            _ => false,
        };
        if (!isNeeded)
        {
            return null;
        }

        var id = Identifier.New(Identifier.ApiKey, clock.GetUtcNow());
        // Not cancelled by a stop in this moment: a key that is stored and never shown would lock the operator out.
        return (await grains.GetApiKey(id).CreateAsync(Admin, createdBy: null, CancellationToken.None)).Key;
    }

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
