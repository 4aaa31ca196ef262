namespace Inference.Load;

/// <summary>An API key, and its id.</summary>
internal sealed record HeldKey(string Id, string Key);
