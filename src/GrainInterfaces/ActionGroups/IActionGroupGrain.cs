using Inference.Documents;
using Inference.Identity;

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

/// <summary>Lists action groups. A stateless worker; use key 0.</summary>
[Alias("Inference.ActionGroups.IActionGroupQueryGrain")]
public interface IActionGroupQueryGrain : IDocumentQueryGrain<ActionGroupFields>;

/// <summary>The only place that knows how an action group's key is built.</summary>
public static class ActionGroupGrainFactory
{
    public static IActionGroupGrain GetActionGroup(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IActionGroupGrain>(EnvironmentKey.Format(environment, id));

    public static IActionGroupQueryGrain GetActionGroupQueries(this IGrainFactory grains) => grains.GetGrain<IActionGroupQueryGrain>(0);
}
