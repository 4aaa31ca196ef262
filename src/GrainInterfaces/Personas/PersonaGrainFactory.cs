namespace Inference.Personas;

/// <summary>The only place that knows how a persona's key is built.</summary>
public static class PersonaGrainFactory
{
    public static IPersonaGrain GetPersona(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IPersonaGrain>($"{environment}/{id}");

    public static IPersonaQueryGrain GetPersonaQueries(this IGrainFactory grains) => grains.GetGrain<IPersonaQueryGrain>(0);
}
