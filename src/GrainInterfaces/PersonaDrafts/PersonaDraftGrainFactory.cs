namespace Inference.PersonaDrafts;

/// <summary>The only place that knows how a persona draft's key is built.</summary>
public static class PersonaDraftGrainFactory
{
    public static IPersonaDraftGrain GetPersonaDraft(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IPersonaDraftGrain>($"{environment}/{id}");
}
