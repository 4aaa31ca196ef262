namespace Inference.Authentication;

/// <summary>The scope that an endpoint needs, or <see langword="null"/> when any key will do. An endpoint without this needs admin.</summary>
/// <param name="Scope">One of <see cref="ApiKeys.ApiKeyScopes"/>.</param>
/// <param name="Also">A second one that is needed as well.</param>
internal sealed record RequiredScope(string? Scope, string? Also = null);
