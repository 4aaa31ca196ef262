using System.Text.RegularExpressions;

namespace Inference.PersonaDrafts;

/// <summary>A name that a prompt states: "her name is Anna Maier", "a nurse called Anna", "rename him to Bob".</summary>
internal static partial class StatedName
{
    private static readonly HashSet<string> Callers = new(StringComparer.OrdinalIgnoreCase) { "I", "we", "you", "he", "she", "they", "who", "has", "have", "just" };

    public static string? Find(string text)
    {
        foreach (Match stated in Phrase().Matches(text))
        {
            var name = stated.Groups["name"].Value.TrimEnd();
            var isCall = stated.Groups["called"].Success && Callers.Contains(OtherPeople.WordBefore(text, stated.Index));
            if (!isCall && !OtherPeople.AreMeant(text, stated.Index) && name.Length <= DraftFields.LongestName)
            {
                return name;
            }
        }

        return null;
    }

    // Capitals tell where a name ends; an initial has its point. "She is called" and "she called" differ in the word before.
    [GeneratedRegex("""
        \b(?:
            (?i:name\s+(?:of\s+the\s+(?:persona|person|client|customer)\s+)?(?:is|was|should\s+be|to)\s+(?:now\s+)?)
          | (?i:renamed?\s+(?:it\s+|him\s+|her\s+|them\s+|the\s+persona\s+)?to\s+)
          | (?i:named\s+)
          | (?i:(?<called>called)\s+)
        )["“']?
        (?<name>\p{Lu}(?:\.|[\p{L}'’-]{0,60})(?:\s+(?:(?:de|da|do|dos|das|van|von|der|den|ter|la|le|di|del|bin|ibn|al|el)\s+){0,2}\p{Lu}(?:\.|[\p{L}'’-]{0,60})){0,5})
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Phrase();
}
