using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Inference.Models.Catalog;

[StatelessWorker, GrainType("models")]
internal sealed class ModelQueryGrain(ModelCatalog catalog) : Grain, IModelQueryGrain
{
    public Task<ImmutableArray<ModelDescription>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(catalog.Models
            .SelectMany(model => model.Options.Aliases.Prepend(model.Name).Select(name => Describe(name, model)))
            .OrderBy(model => model.Id, StringComparer.Ordinal)
            .ToImmutableArray());

    private static ModelDescription Describe(string name, ModelEntry model) => new(name, model.LoadedAt, model.Options.OwnedBy ?? model.Options.Provider);
}
