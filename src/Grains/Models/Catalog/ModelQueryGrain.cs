using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Inference.Models.Catalog;

[StatelessWorker, GrainType("models")]
internal sealed class ModelQueryGrain(ModelCatalog catalog) : Grain, IModelQueryGrain
{
    public Task<ImmutableArray<ModelDescription>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(catalog.Models
            .Select(model => new ModelDescription(model.Name, model.LoadedAt, model.Options.OwnedBy ?? model.Options.Provider))
            .OrderBy(model => model.Id, StringComparer.Ordinal)
            .ToImmutableArray());
}
