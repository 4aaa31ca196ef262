using Inference.Documents;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Actions;

[StatelessWorker, Reentrant, GrainType("action-queries")]
internal sealed class ActionQueryGrain(IDocumentStore documents) : Grain, IActionQueryGrain
{
    public Task<Page<Document<ActionFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<ActionFields>("action", environment, page, cancellationToken);
}
