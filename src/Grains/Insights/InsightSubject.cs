using System.Collections.Immutable;
using Inference.ActionGroups;
using Inference.Actions;
using Inference.Personas;

namespace Inference.Insights;

/// <summary>All that an insight is made of. The actions count at this time and are in the order in which they were asked for.</summary>
internal sealed record InsightSubject(DateTimeOffset Now, InsightClient Client, ImmutableArray<InsightAction> Actions);

/// <summary>Whom an insight is about: a persona, or words.</summary>
internal sealed record InsightClient(string Words, PersonaFields? Persona)
{
    /// <summary>As an echo tells it.</summary>
    public string Shown => Persona is null ? Words : Persona.Name ?? Words;
}

/// <summary>An action that an insight may choose.</summary>
internal sealed record InsightAction(string Id, ActionFields Fields, ActionGroupFields? Group)
{
    public string Name => Fields.Name ?? Id;
}
