namespace Inference.Wire;

/// <summary>A key, and how the server treats it.</summary>
internal sealed record Credential(string Name, string Key)
{
    /// <summary>Whether it is admitted, for everything but other keys: what it writes is then read back with it.</summary>
    public bool IsTrusted { get; init; }

    public bool IsAdmin { get; init; }

    /// <summary>Whether the server takes it for a key that there is.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Whether its answers carry its rate limit.</summary>
    public bool HasLimit { get; init; }

    public static readonly Credential None = new("none", "");
}
