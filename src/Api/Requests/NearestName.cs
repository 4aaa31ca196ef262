namespace Inference.Requests;

/// <summary>Which of some names was probably meant by another one.</summary>
internal static class NearestName
{
    private const int MaxEdits = 2;

    /// <summary><see langword="null"/> when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known) => known
        .Select(candidate => (Name: candidate, Edits: EditsBetween(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(found => found.Edits <= MaxEdits && found.Edits < found.Name.Length)
        .OrderBy(found => found.Edits)
        .FirstOrDefault().Name;

    /// <summary>Letters that are added, left out, replaced, or change places with the next one.</summary>
    private static int EditsBetween(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > MaxEdits)
        {
            return int.MaxValue;
        }

        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1,
                    edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];
    }
}
