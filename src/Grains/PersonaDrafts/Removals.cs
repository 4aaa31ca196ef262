using System.Text.RegularExpressions;

namespace Inference.PersonaDrafts;

/// <summary>What a prompt asks to remove: "remove the notes and her phone number". Nothing else is.</summary>
internal static partial class Removals
{
    public static void Apply(DraftFields draft, string prompt)
    {
        foreach (Match clause in Clause().Matches(prompt))
        {
            foreach (var item in Separator().Split(clause.Groups[1].Value))
            {
                Remove(draft, Before().Replace(item, "").Trim());
            }
        }
    }

    private static void Remove(DraftFields draft, string item)
    {
        switch (DraftKeys.FieldOf(item))
        {
            case DraftKeys.Name:
                draft.Name = null;
                break;
            case DraftKeys.Birthdate:
                draft.Birthdate = null;
                break;
            case DraftKeys.Notes:
                draft.Notes = null;
                break;
            default:
                if (DraftKeys.Existing(draft, item) is { } key)
                {
                    draft.Remove(key);
                }
                else if (DraftKeys.Normal(item) == "data")
                {
                    draft.Clear();
                }

                break;
        }
    }

    // A drop and what is clear are none without their object's article.
    [GeneratedRegex(@"(?<!\b(?:not|never|\p{L}{2,6}n['’]?t)\s+)\b(?:(?:remove|delete|erase)\s+|(?:clear|drop)\s+(?=(?:the|all|his|her|their|its|my)\b|\p{L}+['’]s\b))([^.;:!?\n]{1,300})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clause();

    [GeneratedRegex(@",|&|\band\b|\bfrom\b|\bplease\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    // "the", "her", "Anna's" and the like before a field's name, and the word "field" after it.
    [GeneratedRegex(@"^\s*(?:(?:the|a|an|all|any|his|her|their|its|my)\s+|\p{L}+['’]s\s+)*|\s+(?:fields?|entry|entries)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Before();
}
