using System.Collections.Immutable;

namespace Inference.ApiKeys;

/// <summary>How many requests a key may make.</summary>
public static class ApiKeyPlans
{
    public const string Free = "free";
    public const string Professional = "professional";
    public const string Enterprise = "enterprise";
    public const string Unlimited = "unlimited";

    /// <summary>Who hosts the server and names no plan expects no limit.</summary>
    public const string Default = Unlimited;

    public static readonly ImmutableArray<string> All = [Free, Professional, Enterprise, Unlimited];
}
