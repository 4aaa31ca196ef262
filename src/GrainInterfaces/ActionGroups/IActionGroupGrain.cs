using Inference.Documents;

namespace Inference.ActionGroups;

/// <summary>One action group. Get it with <see cref="ActionGroupGrainFactory.GetActionGroup"/>.</summary>
[Alias("Inference.ActionGroups.IActionGroupGrain")]
public interface IActionGroupGrain : IDocumentGrain<ActionGroupFields>
{
    /// <summary>
    /// Keeps the group from being deleted while an action that names it is being saved; <see cref="ReleaseAsync"/> ends that. Returns
    /// <see langword="false"/> when there is no such group.
    /// </summary>
    Task<bool> HoldAsync(string actionId, CancellationToken cancellationToken = default);

    Task ReleaseAsync(string actionId);
}
