namespace Inference.Authentication;

internal static class ScopeExtensions
{
    /// <summary>Admits keys with the scope, one of <see cref="ApiKeys.ApiKeyScopes"/>, or with admin.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope));

    /// <summary>Admits keys with both scopes, or with admin: for changes whose response holds what was stored.</summary>
    public static TBuilder RequireScopes<TBuilder>(this TBuilder builder, string scope, string also)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope, also));

    /// <summary>Admits every key; the handler decides what it may see.</summary>
    public static TBuilder RequireAnyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(null));
}

/// <summary>The scope that an endpoint needs, or <see langword="null"/> when any key will do. An endpoint without this needs admin.</summary>
/// <param name="Scope">One of <see cref="ApiKeys.ApiKeyScopes"/>.</param>
/// <param name="Also">A second one that is needed as well.</param>
internal sealed record RequiredScope(string? Scope, string? Also = null);
