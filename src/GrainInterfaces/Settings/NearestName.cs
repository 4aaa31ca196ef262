namespace Inference.Settings;

/// <summary>The name that was probably meant.</summary>
public static class NearestName
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
            .Select(candidate => (Name: candidate, Errors: TypingErrors(given.ToUpperInvariant(), part(candidate).ToUpperInvariant())))
            .Where(candidate => candidate.Errors <= most)
            .OrderBy(candidate => candidate.Errors)
            .ThenBy(candidate => candidate.Name.Length)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string LastPart(string name) => name[(name.LastIndexOf(':') + 1)..];

    // Characters that are missing, too many, wrong or in each other's place (optimal string alignment).
    private static int TypingErrors(string left, string right)
    {
        var errors = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    errors[i, j] = i + j;
                    continue;
                }

                var isSame = left[i - 1] == right[j - 1];
                errors[i, j] = Math.Min(Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1, errors[i - 1, j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
                }
            }
        }

        return errors[left.Length, right.Length];
    }
}
