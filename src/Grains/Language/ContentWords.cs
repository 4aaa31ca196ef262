namespace Inference.Language;

/// <summary>The words of a text that are no stop words, as stems: the same for a word's forms.</summary>
internal static class ContentWords
{
    public static HashSet<string> Of(string text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Span<char> buffer = stackalloc char[WordReader.MaxLength];
        var words = new WordReader(text, buffer);
        while (words.MoveNext())
        {
            if (!StopWords.Contains(words.Word))
            {
                found.Add(words.Word[..Stemmer.Stem(words.Word)].ToString());
            }
        }

        return found;
    }

    /// <summary>The words, as they stand in the text, of these stems: of each the first.</summary>
    public static List<string> Find(string text, IReadOnlySet<string> stems)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Span<char> buffer = stackalloc char[WordReader.MaxLength];
        var words = new WordReader(text, buffer);
        while (words.MoveNext())
        {
            if (StopWords.Contains(words.Word))
            {
                continue;
            }

            var stem = words.Word[..Stemmer.Stem(words.Word)].ToString();
            if (stems.Contains(stem) && seen.Add(stem))
            {
                found.Add(text[words.Start..words.End]);
            }
        }

        return found;
    }
}
