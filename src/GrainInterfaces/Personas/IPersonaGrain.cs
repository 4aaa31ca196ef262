using Inference.Documents;

namespace Inference.Personas;

/// <summary>One persona. Get it with <see cref="PersonaGrainFactory.GetPersona"/>.</summary>
[Alias("Inference.Personas.IPersonaGrain")]
public interface IPersonaGrain : IDocumentGrain<PersonaFields>;
