namespace Inference.Retrieval;

/// <summary>Finds where sentences and lines end.</summary>
internal static class Sentences
{
    private static readonly string[] Abbreviations = ["e.g.", "i.e.", "etc.", "vs.", "mr.", "mrs.", "ms.", "dr.", "approx.", "incl.", "st.", "z.b."];

    /// <summary>The length of the first sentence of a text, with the blanks behind it.</summary>
    public static int FirstLength(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '。' or '！' or '？')
            {
                return SkipBlanks(text, i + 1);
            }

            if (text[i] is '.' or '!' or '?' && EndsSentence(text, i))
            {
                return SkipBlanks(text, SkipClosing(text, i + 1));
            }
        }

        return text.Length;
    }

    private static bool EndsSentence(ReadOnlySpan<char> text, int mark)
    {
        var next = SkipClosing(text, mark + 1);
        if (next < text.Length && !char.IsWhiteSpace(text[next]))
        {
            return false;
        }

        return text[mark] != '.' || !(IsAbbreviation(text[..(mark + 1)]) || IsListNumber(text[..mark]));
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> text)
    {
        foreach (var abbreviation in Abbreviations)
        {
            if (text.EndsWith(abbreviation, StringComparison.OrdinalIgnoreCase)
                && (text.Length == abbreviation.Length || !char.IsLetterOrDigit(text[^(abbreviation.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    // "1. First" begins an item; it does not end a sentence.
    private static bool IsListNumber(ReadOnlySpan<char> text) => text.Length is > 0 and <= 3 && !text.ContainsAnyExceptInRange('0', '9');

    private static int SkipClosing(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && text[position] is '.' or '!' or '?' or '"' or '\'' or '”' or '’' or ')' or ']')
        {
            position++;
            if (position == text.Length)
            {
                break;
            }
        }

        return position;
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }
}
