using System.Collections.Immutable;
using Inference.Documents;
using Inference.Errors;
using Inference.Models;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Experts;

[GrainType("expert")]
internal sealed class ExpertGrain(
    [PersistentState("expert")] IPersistentState<DocumentState<ExpertFields>> state, IGrainFactory grains, TimeProvider clock)
    : Grain, IExpertGrain
{
    private static readonly DocumentKind<ExpertFields> Kind = new("expert");

    private StoredDocument<ExpertFields> Expert => field ??= new(state, Kind, this.GetPrimaryKeyString(), clock);

    public async Task<Creation<ExpertFields>> CreateAsync(ExpertFields fields, bool repeatable, CancellationToken cancellationToken)
    {
        if (Expert.Replay(fields) is { } replay)
        {
            return replay;
        }

        await CheckModelAsync(fields, cancellationToken);
        var creation = await Expert.CreateAsync(fields, repeatable ? fields : null, cancellationToken);
        await TellChangedAsync();
        return creation;
    }

    public Task<Document<ExpertFields>?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Expert.Current);

    public async Task<Document<ExpertFields>> UpdateAsync(
        ExpertFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken)
    {
        var next = ExpertChange.Apply(Expert.Fields, fields, cleared);
        await CheckModelAsync(fields, cancellationToken);
        var updated = await Expert.UpdateAsync(next, cancellationToken);
        await TellChangedAsync();
        return updated;
    }

    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        if (!await Expert.DeleteAsync(cancellationToken))
        {
            return false;
        }

        await TellChangedAsync();
        DeactivateOnIdle();
        return true;
    }

    private Task TellChangedAsync() => grains.GetExpertVersion(Expert.Environment).ChangedAsync().AsTask();

    private async Task CheckModelAsync(ExpertFields fields, CancellationToken cancellationToken)
    {
        if (fields.Model is not { } name)
        {
            return;
        }

        var models = await grains.GetModelQueries().ListAsync(cancellationToken);
        if (!models.Any(model => string.Equals(model.Id, name, StringComparison.Ordinal)))
        {
            throw new InferenceException(ErrorKind.ModelNotFound, $"There is no model {InferenceException.Quote(name)}.", "model");
        }
    }
}

[StatelessWorker, Reentrant, GrainType("expert-queries")]
internal sealed class ExpertQueryGrain(IDocumentStore documents) : Grain, IExpertQueryGrain
{
    public Task<Page<Document<ExpertFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<ExpertFields>("expert", environment, page, cancellationToken);
}
