using Inference.Personas;

namespace Inference.Uploads;

/// <summary>A staged row's persona, and where it comes from.</summary>
public sealed record StagedContent(string File, int Number, PersonaFields Fields);
