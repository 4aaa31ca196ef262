using Inference.Documents;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.ActionGroups;

[StatelessWorker, Reentrant, GrainType("action-group-queries")]
internal sealed class ActionGroupQueryGrain(IDocumentStore documents) : Grain, IActionGroupQueryGrain
{
    public Task<Page<Document<ActionGroupFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<ActionGroupFields>("action-group", environment, page, cancellationToken);
}
