using System.Collections.Immutable;

namespace Inference.ApiKeys;

/// <summary>The two environments. Data made in one is never seen in the other.</summary>
public static class ApiKeyEnvironments
{
    public const string Prod = "prod";
    public const string Play = "play";

    public static readonly ImmutableArray<string> All = [Prod, Play];

    internal static bool Contains(ReadOnlySpan<char> environment) => environment is Prod or Play;
}
