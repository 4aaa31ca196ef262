using System.Text.RegularExpressions;
using Inference.Retrieval;

namespace Inference.PersonaDrafts;

/// <summary>
/// Revises a draft by the fields that a prompt states: lines such as "City: Lisbon", and a few English phrases. What it does not
/// recognise it leaves alone, and it makes nothing up.
/// </summary>
internal static partial class LocalDraft
{
    public static void Revise(DraftFields draft, string prompt, DateOnly today)
    {
        Removals.Apply(draft, prompt);
        foreach (var line in prompt.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var part in NextPair().Split(line))
            {
                if (!StatedPair.Apply(draft, part, today))
                {
                    ReadPhrases(draft, part, today);
                }
            }
        }
    }

    private static void ReadPhrases(DraftFields draft, string text, DateOnly today)
    {
        draft.Name = StatedName.Find(text) ?? draft.Name;
        draft.Birthdate = StatedDate.FindBirthdate(text, today) ?? draft.Birthdate;
        foreach (var (key, value) in StatedTraits.Find(text))
        {
            draft.Set(DraftKeys.Existing(draft, key) ?? key, value);
        }

        foreach (Match note in Note().Matches(text))
        {
            AddNote(draft, FirstSentence(note.Groups[1].Value));
        }
    }

    private static void AddNote(DraftFields draft, string note)
    {
        if (note.Length > 0 && (draft.Notes?.Length + 1 ?? 0) + note.Length <= DraftFields.LongestNotes)
        {
            draft.Notes = draft.Notes is null ? note : $"{draft.Notes}\n{note}";
        }
    }

    private static string FirstSentence(string text) => text[..Sentences.FirstLength(text)].Trim();

    // Two pairs on one line, "Name: Anna; city: Lisbon", or one behind a sentence.
    [GeneratedRegex(@"(?:[;,]\s*|(?<=[.!?])\s+)(?=\p{L}[\p{L} _-]{0,30}:\s)")]
    private static partial Regex NextPair();

    [GeneratedRegex(@"\b(?:note\s+that|add\s+(?:a\s+note|to\s+(?:the\s+|her\s+|his\s+|their\s+)?notes)(?:\s+that\b|\s*:)?)\s+([^\n]{1,4000})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Note();
}
