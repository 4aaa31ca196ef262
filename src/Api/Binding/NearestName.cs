using Inference.Language;

namespace Inference.Binding;

/// <summary>Finds the known name nearest to a misspelt one.</summary>
internal static class NearestName
{
    private const int MaxEdits = 2;

    /// <summary><see langword="null"/> when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known) => known
        .Select(candidate => (Name: candidate, Edits: EditDistance.Between(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(found => found.Edits <= MaxEdits && found.Edits < found.Name.Length)
        .OrderBy(found => found.Edits)
        .FirstOrDefault().Name;
}
