namespace Inference.Settings;

/// <summary>The configuration cannot be used.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    /// <summary>A line each.</summary>
    public IReadOnlyList<string> Problems => problems;
}
