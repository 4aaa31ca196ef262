namespace Inference.InferenceLogs;

internal sealed class LogOptions
{
    public const string Section = "Logs";

    /// <summary>Whether logs keep what was said; without, they keep roles and lengths.</summary>
    public bool Content { get; set; } = true;
}
