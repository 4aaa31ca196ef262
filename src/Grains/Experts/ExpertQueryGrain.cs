using Inference.Documents;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Experts;

[StatelessWorker, Reentrant, GrainType("expert-queries")]
internal sealed class ExpertQueryGrain(IDocumentStore documents) : Grain, IExpertQueryGrain
{
    public Task<Page<Document<ExpertFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<ExpertFields>("expert", environment, page, cancellationToken);
}
