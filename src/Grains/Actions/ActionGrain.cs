using System.Collections.Immutable;
using Inference.ActionGroups;
using Inference.Documents;
using Inference.Errors;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Actions;

[GrainType("action")]
internal sealed class ActionGrain(
    [PersistentState("action")] IPersistentState<DocumentState<ActionFields>> state, IGrainFactory grains, TimeProvider clock)
    : Grain, IActionGrain
{
    private static readonly DocumentKind<ActionFields> Kind = new("action", fields => fields.Group);

    private StoredDocument<ActionFields> Action => field ??= new(state, Kind, this.GetPrimaryKeyString(), clock);

    public async Task<Creation<ActionFields>> CreateAsync(ActionFields fields, bool repeatable, CancellationToken cancellationToken)
    {
        if (Action.Replay(fields) is { } replay)
        {
            return replay;
        }

        var made = ActionChange.New(fields);
        return await HoldingAsync(
            made.Group, () => Action.CreateAsync(made, repeatable ? fields : null, cancellationToken), cancellationToken);
    }

    public Task<Document<ActionFields>?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Action.Current);

    public Task<Document<ActionFields>> UpdateAsync(
        ActionFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken)
    {
        var next = ActionChange.Apply(Action.Fields, fields, cleared);
        return HoldingAsync(fields.Group, () => Action.UpdateAsync(next, cancellationToken), cancellationToken);
    }

    public Task<bool> DeleteAsync(CancellationToken cancellationToken) => Action.DeleteAsync(cancellationToken);

    /// <summary>Saves while the group, if one is named, cannot be deleted.</summary>
    private async Task<T> HoldingAsync<T>(string? groupId, Func<Task<T>> save, CancellationToken cancellationToken)
    {
        if (groupId is null)
        {
            return await save();
        }

        var group = grains.GetActionGroup(Action.Environment, groupId);
        if (!await group.HoldAsync(Action.Id, cancellationToken))
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, $"group: there is no action group {InferenceException.Quote(groupId)}.", "group");
        }

        try
        {
            return await save();
        }
        finally
        {
            await group.ReleaseAsync(Action.Id);
        }
    }
}

[StatelessWorker, Reentrant, GrainType("action-queries")]
internal sealed class ActionQueryGrain(IDocumentStore documents) : Grain, IActionQueryGrain
{
    public Task<Page<Document<ActionFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<ActionFields>("action", environment, page, cancellationToken);
}
