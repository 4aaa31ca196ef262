using System.Text;

namespace Inference.Retrieval;

/// <summary>
/// Splits a text into passages: a heading opens one, short paragraphs are put together, long ones are cut between sentences. In order, nothing
/// lost but blanks.
/// </summary>
internal static class PassageSplitter
{
    public const int Shortest = 200;
    public const int Longest = 800;

    public static List<string> Split(string text)
    {
        var passages = new List<string>();
        var current = new StringBuilder();
        foreach (var paragraph in Paragraphs(text))
        {
            // A heading stays with what it heads, so a passage of headings alone goes on.
            var isFull = current.Length >= Shortest || current.Length + paragraph.Length > Longest || IsHeading(paragraph);
            if (current.Length > 0 && isFull && !IsHeadingsOnly(current.ToString()))
            {
                Close(current, passages);
            }

            current.Append(current.Length > 0 ? "\n" : "").Append(paragraph);
            if (current.Length > Longest)
            {
                Close(current, passages);
            }
        }

        Close(current, passages);
        return passages;
    }

    public static bool IsHeading(ReadOnlySpan<char> line) => line.StartsWith('#') && line.TrimStart('#').StartsWith(' ') && line.IndexOf('\n') < 0;

    private static bool IsHeadingsOnly(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!IsHeading(line))
            {
                return false;
            }
        }

        return true;
    }

    // Lines belong together until a blank one; a heading is a paragraph of its own.
    private static IEnumerable<string> Paragraphs(string text)
    {
        var paragraph = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            if (paragraph.Length > 0 && (trimmed.Length == 0 || IsHeading(trimmed)))
            {
                yield return paragraph.ToString();
                paragraph.Clear();
            }

            if (IsHeading(trimmed))
            {
                yield return trimmed;
            }
            else if (trimmed.Length > 0)
            {
                paragraph.Append(paragraph.Length > 0 ? "\n" : "").Append(trimmed);
            }
        }

        if (paragraph.Length > 0)
        {
            yield return paragraph.ToString();
        }
    }

    private static void Close(StringBuilder current, List<string> passages)
    {
        var rest = current.ToString().AsSpan().Trim();
        current.Clear();
        while (rest.Length > Longest)
        {
            var cut = CutBefore(rest, Longest);
            passages.Add(rest[..cut].TrimEnd().ToString());
            rest = rest[cut..].TrimStart();
        }

        if (rest.Length > 0)
        {
            passages.Add(rest.ToString());
        }
    }

    // Behind the last sentence that fits, else behind the last word, else where it must be, but not between the halves of a character.
    private static int CutBefore(ReadOnlySpan<char> text, int limit)
    {
        var end = 0;
        for (var next = Sentences.FirstLength(text); next <= limit; next = end + Sentences.FirstLength(text[end..]))
        {
            end = next;
        }

        if (end > 0)
        {
            return end;
        }

        var blank = text[..limit].LastIndexOfAny(" \t\n");
        return blank > 0 ? blank : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
    }
}
