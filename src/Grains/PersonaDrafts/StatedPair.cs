using System.Text.RegularExpressions;
using Inference.Language;

namespace Inference.PersonaDrafts;

/// <summary>A field that is given by its name: "Date of birth: 31/01/1990", "city = Lisbon".</summary>
internal static partial class StatedPair
{
    private const int LongestValue = 2_000;
    private const int MostWords = 3;

    // What a colon follows that begins a text instead of naming a field.
    private static readonly HashSet<string> Openings = new(StringComparer.OrdinalIgnoreCase)
        { "persona", "client", "customer", "person", "draft", "example", "add", "create", "change", "set", "update", "remove", "delete", "clear", "make" };

    /// <summary>Whether the text is a pair. Its value then replaces what the field had.</summary>
    public static bool Apply(DraftFields draft, string text, DateOnly today)
    {
        if (Pair().Match(text) is not { Success: true } pair)
        {
            return false;
        }

        var (key, value) = (pair.Groups[1].Value.Trim(), pair.Groups[2].Value.Trim());
        var known = DraftKeys.FieldOf(key);
        if (value.Length == 0 || value.StartsWith("//", StringComparison.Ordinal) || (known is null && !IsKey(key)))
        {
            return false;
        }

        switch (known)
        {
            case DraftKeys.Name when value.TrimEnd('.').Length <= DraftFields.LongestName:
                draft.Name = value.TrimEnd('.');
                return true;
            case DraftKeys.Birthdate when StatedDate.Read(value, today) is { } date:
                draft.Birthdate = date;
                return true;
            case DraftKeys.Notes when value.Length <= DraftFields.LongestNotes:
                draft.Notes = value;
                return true;
            case null when value.Length <= LongestValue:
                draft.Set(DraftKeys.Existing(draft, key) ?? DraftKeys.Normal(key), value);
                return true;
            default:
                return false;
        }
    }

    private static bool IsKey(string key)
    {
        var words = key.Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MostWords
            && !words.Any(word => Openings.Contains(word) || (word is not "of" && StopWords.Contains(word.ToLowerInvariant())));
    }

    [GeneratedRegex(@"^\s*(?:[-*•]\s+)?(\p{L}[\p{L} _-]{0,39}?)\s*[:=](.*)$", RegexOptions.Singleline)]
    private static partial Regex Pair();
}
