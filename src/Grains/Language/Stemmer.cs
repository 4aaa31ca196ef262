using System.Buffers;

namespace Inference.Language;

/// <summary>Cuts the endings of English inflection, and no more: what is left need not be a word, only the same for its forms.</summary>
internal static class Stemmer
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>Stems a folded word in place and returns its new length.</summary>
    public static int Stem(Span<char> word)
    {
        var length = word.Length;
        if (length < 4)
        {
            return length;
        }

        length = CutPlural(word, length);
        length = CutVerbEnding(word, length);
        if (length > 3 && word[length - 1] == 'e')
        {
            length--;
        }

        if (length > 3 && word[length - 1] == 'y')
        {
            word[length - 1] = 'i';
        }

        return length;
    }

    private static int CutPlural(Span<char> word, int length)
    {
        var text = word[..length];
        if (!text.EndsWith("s") || text.EndsWith("ss") || text.EndsWith("us") || text.EndsWith("is"))
        {
            return length;
        }

        if (text.EndsWith("ies") && length > 4)
        {
            return length - 2;
        }

        return text.EndsWith("sses") || text.EndsWith("xes") || text.EndsWith("shes") || text.EndsWith("ches")
            ? length - 2
            : length - 1;
    }

    private static int CutVerbEnding(Span<char> word, int length)
    {
        var text = word[..length];
        var stem = text.EndsWith("ing") ? length - 3 : text.EndsWith("ed") ? length - 2 : length;
        if (stem == length || stem < 3 || !word[..stem].ContainsAny(Vowels))
        {
            return length;
        }

        var doubled = stem > 3 && word[stem - 1] == word[stem - 2] && word[stem - 1] is not ('l' or 's' or 'z');
        return doubled ? stem - 1 : stem;
    }
}
