namespace Inference.Postgres;

/// <summary>A persona's document, or what is left of a deleted one.</summary>
internal sealed record BatchPersona(bool IsDeleted, string? Match, byte[] Document);
