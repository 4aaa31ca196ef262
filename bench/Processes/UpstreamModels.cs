namespace Inference.Processes;

/// <summary>The server's models, and the scenarios of the model server that they name.</summary>
internal static class UpstreamModels
{
    public const string Instant = "instant";

    /// <summary>50 tokens at 20 a second.</summary>
    public const string Paced = "scenario:due:50,rate:20";

    /// <summary><see cref="HeldTokens"/> at one a second.</summary>
    public const string Held = "scenario:due:60,rate:1";

    public const int HeldTokens = 60;

    /// <summary>An answer of <see cref="LongBytes"/>, as fast as it is read.</summary>
    public const string Long = "scenario:words:200000";

    public const int LongBytes = 1_488_894;

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bench"] = Instant,
        ["paced"] = Paced,
        ["held"] = Held,
        ["long"] = Long,
    };
}
