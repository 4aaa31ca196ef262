using System.Text.RegularExpressions;

namespace Inference.PersonaDrafts;

/// <summary>Traits that a few phrases state: occupation, employer, residence, e-mail and phone.</summary>
internal static partial class StatedTraits
{
    public static IEnumerable<(string Key, string Value)> Find(string text)
    {
        (string Key, Regex Phrase)[] phrases =
            [("occupation", Occupation()), ("employer", Employer()), ("residence", Residence()), ("email", Email()), ("phone", Phone())];
        foreach (var (key, phrase) in phrases)
        {
            var stated = phrase.Matches(text).FirstOrDefault(match => !OtherPeople.AreMeant(text, match.Index));
            if (stated is not null)
            {
                yield return (key, stated.Groups[1].Value.Trim());
            }
        }
    }

    // Up to a point, a comma, or a word that goes on about something else.
    [GeneratedRegex(@"\bwork(?:s|ing)?\s+as\s+(?:an?\s+|the\s+)?([\p{L}\d'’/ -]{1,80}?)(?=\s+(?:and|but|who|in|at|for|since|with|from|near)\b|\s*(?:[^\p{L}\d'’/ -]|$))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Occupation();

    [GeneratedRegex(@"\b(?i:work(?:s|ing)?\s+(?:as\s+[\p{L} -]{1,60}\s)?(?:at|for))\s+(\p{Lu}[\p{L}\d&'’.-]{0,40}(?:\s+\p{Lu}[\p{L}\d&'’-]{0,40}){0,4})(?<![.])", RegexOptions.CultureInvariant)]
    private static partial Regex Employer();

    [GeneratedRegex(@"\b(?i:live(?:s|d)?|living|reside(?:s|d)?|residing)\s+(?i:in)\s+(\p{Lu}[\p{L}'’-]{0,40}(?:\s+(?:(?:de|da|do|la|le|of|am|an|der|upon)\s+)?\p{Lu}[\p{L}'’-]{0,40}){0,4}(?:,\s+\p{Lu}[\p{L}'’-]{0,40}(?:\s+\p{Lu}[\p{L}'’-]{0,40}){0,3})?)", RegexOptions.CultureInvariant)]
    private static partial Regex Residence();

    [GeneratedRegex(@"(?<![\p{L}\d._%+-])([\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,4}\.\p{L}{2,24})(?![\p{L}\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b(?:phone|mobile|cell|telephone|tel)\b[^\d+\n]{0,30}(\+?\d[\d ()/.-]{4,22}\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
