namespace Inference.ActionGroups;

/// <summary>The only place that knows how an action group's key is built.</summary>
public static class ActionGroupGrainFactory
{
    public static IActionGroupGrain GetActionGroup(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IActionGroupGrain>($"{environment}/{id}");

    public static IActionGroupQueryGrain GetActionGroupQueries(this IGrainFactory grains) => grains.GetGrain<IActionGroupQueryGrain>(0);
}
