using System.Collections.Immutable;
using Inference.Documents;
using Inference.Errors;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.ActionGroups;

[GrainType("action-group")]
internal sealed class ActionGroupGrain(
    [PersistentState("action-group")] IPersistentState<DocumentState<ActionGroupFields>> state, IDocumentStore documents, TimeProvider clock)
    : Grain, IActionGroupGrain
{
    // Longer than a save can take: an action whose silo died with it would otherwise keep the group forever.
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);

    private static readonly DocumentKind<ActionGroupFields> Kind = new("action group");

    private readonly Dictionary<string, long> _holds = [];

    private StoredDocument<ActionGroupFields> Group => field ??= new(state, Kind, this.GetPrimaryKeyString(), clock);

    public async Task<Creation<ActionGroupFields>> CreateAsync(ActionGroupFields fields, bool repeatable, CancellationToken cancellationToken) =>
        Group.Replay(fields) ?? await Group.CreateAsync(fields, repeatable ? fields : null, cancellationToken);

    public Task<Document<ActionGroupFields>?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Group.Current);

    public Task<Document<ActionGroupFields>> UpdateAsync(
        ActionGroupFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken)
    {
        var old = Group.Fields;
        new FieldPatch(cleared).Keep("name", "description");
        return Group.UpdateAsync(
            new ActionGroupFields { Name = fields.Name ?? old.Name, Description = fields.Description ?? old.Description }, cancellationToken);
    }

    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        if (Group.Exists && (IsHeld() || await documents.AnyAsync("action", Group.Environment, Group.Id, cancellationToken)))
        {
            throw new InferenceException(ErrorKind.ResourceConflict, $"There are actions of the group '{Group.Id}'; it cannot be deleted.", "id");
        }

        return await Group.DeleteAsync(cancellationToken);
    }

    public Task<bool> HoldAsync(string actionId, CancellationToken cancellationToken)
    {
        if (Group.Exists)
        {
            _holds[actionId] = clock.GetTimestamp();
        }

        return Task.FromResult(Group.Exists);
    }

    public Task ReleaseAsync(string actionId)
    {
        _holds.Remove(actionId);
        return Task.CompletedTask;
    }

    private bool IsHeld() => _holds.Values.Any(since => clock.GetElapsedTime(since) < LongestHold);
}

[StatelessWorker, Reentrant, GrainType("action-group-queries")]
internal sealed class ActionGroupQueryGrain(IDocumentStore documents) : Grain, IActionGroupQueryGrain
{
    public Task<Page<Document<ActionGroupFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<ActionGroupFields>("action-group", environment, page, cancellationToken);
}
