namespace Inference.Authentication;

/// <summary>The scope that an endpoint needs, or <see langword="null"/> when any key will do. An endpoint without this needs admin.</summary>
internal sealed record RequiredScope(string? Scope);
