using Inference.Documents;

namespace Inference.Personas;

/// <summary>Lists personas. A stateless worker; use key 0.</summary>
[Alias("Inference.Personas.IPersonaQueryGrain")]
public interface IPersonaQueryGrain : IDocumentQueryGrain<PersonaFields>;
