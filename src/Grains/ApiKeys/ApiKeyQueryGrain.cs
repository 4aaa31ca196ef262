using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.ApiKeys;

[GrainType("api-key-query")]
[StatelessWorker]
internal sealed class ApiKeyQueryGrain(IDocumentStore documents) : Grain, IApiKeyQueryGrain
{
    public async Task<Page<ApiKey>> ListAsync(string? environment, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await documents.ListAsync<ApiKeyState>("apikey", environment, page, cancellationToken);
        return new Page<ApiKey>([.. found.Items.Select(state => state.ToApiKey())], found.HasMore);
    }
}
