namespace Inference.Actions;

/// <summary>The only place that knows how an action's key is built.</summary>
public static class ActionGrainFactory
{
    public static IActionGrain GetAction(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IActionGrain>($"{environment}/{id}");

    public static IActionQueryGrain GetActionQueries(this IGrainFactory grains) => grains.GetGrain<IActionQueryGrain>(0);
}
