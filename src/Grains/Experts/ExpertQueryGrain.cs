using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Experts;

[StatelessWorker, Reentrant, GrainType("expert-queries")]
internal sealed class ExpertQueryGrain(IDocumentStore documents) : Grain, IExpertQueryGrain
{
    public async Task<Page<Expert>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await documents.ListAsync<ExpertState>("expert", environment, page, cancellationToken);
        return new Page<Expert>([.. found.Items.Select(state => state.ToExpert())], found.HasMore);
    }
}
