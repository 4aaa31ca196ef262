namespace Inference.Checking;

/// <summary>A message as the API shows it.</summary>
internal sealed record StoredMessage(string Role, string Content);
