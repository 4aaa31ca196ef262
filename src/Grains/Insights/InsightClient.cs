using Inference.Personas;

namespace Inference.Insights;

/// <summary>Whom an insight is about: a persona, or words.</summary>
internal sealed record InsightClient(string Words, PersonaFields? Persona)
{
    /// <summary>As an echo tells it.</summary>
    public string Shown => Persona is null ? Words : Persona.Name ?? Words;
}
