using System.Globalization;
using System.Text.RegularExpressions;

namespace Inference.Telemetry;

/// <summary>Prometheus' text format at <c>/metrics</c>: families of samples.</summary>
internal sealed partial class Exposition
{
    private static readonly string[] Parts = ["_bucket", "_sum", "_count"];

    private readonly Dictionary<string, Family> _families = [];

    private Exposition(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Comment().Match(line) is { Success: true } comment)
            {
                var family = FamilyOf(comment.Groups[2].Value);
                (family.Help, family.Type) = comment.Groups[1].Value switch
                {
                    "HELP" => (comment.Groups[3].Value, family.Type),
                    "TYPE" => (family.Help, comment.Groups[3].Value),
                    _ => (family.Help, family.Type),
                };
            }
            else if (Line().Match(line) is { Success: true } sample)
            {
                var labels = Label().Matches(sample.Groups[2].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value);
                FamilyOf(sample.Groups[1].Value).Samples.Add(
                    new Sample(sample.Groups[1].Value, labels, double.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture)));
            }
            else
            {
                Assert.StartsWith("#", line, StringComparison.Ordinal);
            }
        }
    }

    public IReadOnlyDictionary<string, Family> Families => _families;

    public static Exposition Parse(string text) => new(text);

    /// <summary>The sample of a name whose labels hold these, such as <c>model=local</c>.</summary>
    public double ValueOf(string name, params string[] labels) => Assert.Single(
        FamilyOf(name).Samples, sample => sample.Name == name && labels.All(label => sample.Labels.Any(own => $"{own.Key}={own.Value}" == label))).Value;

    // A histogram's samples have names of their own.
    private Family FamilyOf(string name)
    {
        var part = Parts.FirstOrDefault(part => name.EndsWith(part, StringComparison.Ordinal) && _families.ContainsKey(name[..^part.Length]));
        var known = part is null ? name : name[..^part.Length];
        if (!_families.TryGetValue(known, out var family))
        {
            _families[known] = family = new Family();
        }

        return family;
    }

    [GeneratedRegex("^# (HELP|TYPE|UNIT) (\\S+) (.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex("^([a-z_][a-zA-Z0-9_]*)(?:\\{(.*)\\})? (\\S+)(?: [0-9]+)?$")]
    private static partial Regex Line();

    [GeneratedRegex("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Label();

    internal sealed class Family
    {
        public string? Help { get; set; }

        public string? Type { get; set; }

        public List<Sample> Samples { get; } = [];

        /// <summary>Without the bounds of a histogram.</summary>
        public IEnumerable<string> Labels => Samples.SelectMany(sample => sample.Labels.Keys).Where(label => label != "le").Distinct().Order();
    }

    internal sealed record Sample(string Name, Dictionary<string, string> Labels, double Value);
}
