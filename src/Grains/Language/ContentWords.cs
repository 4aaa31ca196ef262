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

/// <summary>Words that say nothing about what a question is about, as <see cref="WordReader"/> folds them.</summary>
internal static class StopWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>(
        ("a about above after again all also am an and any are arent as at be because been before being below between both but by "
        + "can cant cannot could couldnt did didnt do does doesnt doing dont down during each else ever few for from further get got had has "
        + "hasnt have havent having he hello help her here hers hey hi him his how howre hows i id if ill im in into is isnt it its itself ive "
        + "just let lets like me might more most must my myself need no nor not now of off on once one only or other our ours out over own "
        + "please same shall she should so some such tell than thank thanks that thats the their theirs them then there theres these they "
        + "theyre this those through to too under until up us very want was wasnt we were what whatre whats when whens where wheres "
        + "which while who whom whos whose why will with without wont would wouldnt yes you youd youll your youre yours yourself")
        .Split(' '), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Words.Contains(word);
}
