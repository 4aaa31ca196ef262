namespace Inference.Checking;

/// <summary>A persona as the API shows it: the notes name the upload that wrote it.</summary>
internal sealed record StoredPersona(string Name, string Upload);
