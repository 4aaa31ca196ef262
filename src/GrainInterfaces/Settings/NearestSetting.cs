using Inference.Language;

namespace Inference.Settings;

/// <summary>The setting that a misspelt name probably means.</summary>
public static class NearestSetting
{
    /// <summary>The candidate with the fewest typing errors, whole or behind its section; <see langword="null"/> when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> candidates)
    {
        var all = candidates.ToArray();
        return Nearest(given, all, candidate => candidate) ?? (given.Contains(':', StringComparison.Ordinal) ? null : Nearest(given, all, LastPart));
    }

    private static string? Nearest(string given, IEnumerable<string> candidates, Func<string, string> part)
    {
        var most = Math.Max(1, given.Length / 4);
        return candidates
            .Select(candidate => (Name: candidate, Errors: EditDistance.Between(given.ToUpperInvariant(), part(candidate).ToUpperInvariant())))
            .Where(candidate => candidate.Errors <= most)
            .OrderBy(candidate => candidate.Errors)
            .ThenBy(candidate => candidate.Name.Length)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string LastPart(string name) => name[(name.LastIndexOf(':') + 1)..];
}
