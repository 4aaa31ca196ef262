using Inference.Documents;
using Inference.Identity;

namespace Inference.Actions;

/// <summary>One action. Get it with <see cref="ActionGrainFactory.GetAction"/>.</summary>
[Alias("Inference.Actions.IActionGrain")]
public interface IActionGrain : IDocumentGrain<ActionFields>;

/// <summary>Lists actions. A stateless worker; use key 0.</summary>
[Alias("Inference.Actions.IActionQueryGrain")]
public interface IActionQueryGrain : IDocumentQueryGrain<ActionFields>;

/// <summary>The only place that knows how an action's key is built.</summary>
public static class ActionGrainFactory
{
    public static IActionGrain GetAction(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IActionGrain>(EnvironmentKey.Format(environment, id));

    public static IActionQueryGrain GetActionQueries(this IGrainFactory grains) => grains.GetGrain<IActionQueryGrain>(0);
}
