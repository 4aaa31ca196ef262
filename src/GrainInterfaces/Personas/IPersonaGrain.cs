using Inference.Documents;
using Inference.Identity;

namespace Inference.Personas;

/// <summary>One persona. Get it with <see cref="PersonaGrainFactory.GetPersona"/>.</summary>
[Alias("Inference.Personas.IPersonaGrain")]
public interface IPersonaGrain : IDocumentGrain<PersonaFields>;

/// <summary>Lists personas. A stateless worker; use key 0.</summary>
[Alias("Inference.Personas.IPersonaQueryGrain")]
public interface IPersonaQueryGrain : IDocumentQueryGrain<PersonaFields>;

/// <summary>The only place that knows how a persona's key is built.</summary>
public static class PersonaGrainFactory
{
    public static IPersonaGrain GetPersona(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IPersonaGrain>(EnvironmentKey.Format(environment, id));

    public static IPersonaQueryGrain GetPersonaQueries(this IGrainFactory grains) => grains.GetGrain<IPersonaQueryGrain>(0);
}
