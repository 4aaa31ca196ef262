using System.Text.RegularExpressions;
using Inference.Documentation;

namespace Inference.Telemetry;

/// <summary>The table of <c>docs/metrics.md</c>.</summary>
internal static partial class DocumentedMetrics
{
    public static Dictionary<string, (string Type, List<string> Labels)> Read() => Row().Matches(File.ReadAllText(Repository.PathOf("docs/metrics.md"))).ToDictionary(
        row => row.Groups[1].Value,
        row => (row.Groups[2].Value, Label().Matches(row.Groups[3].Value).Select(label => label.Groups[1].Value).ToList()));

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \| (.*?) ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Label();
}
