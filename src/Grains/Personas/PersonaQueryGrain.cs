using Inference.Documents;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Personas;

[StatelessWorker, Reentrant, GrainType("persona-queries")]
internal sealed class PersonaQueryGrain(IDocumentStore documents) : Grain, IPersonaQueryGrain
{
    public Task<Page<Document<PersonaFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<PersonaFields>("persona", environment, page, cancellationToken);
}
