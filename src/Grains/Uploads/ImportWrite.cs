namespace Inference.Uploads;

/// <summary>A persona's document to write: in place of the one under its id, or as a new one.</summary>
public sealed record ImportWrite(string Id, byte[] Document, bool Replaces);
