namespace Inference.Guards;

/// <summary>A phrase of the lexicon: the place of its category in the list, what it weighs, and for each of its words the stems that may stand there.</summary>
internal sealed record GuardTerm(int Category, float Weight, uint[][] Words)
{
    private const int MaxGap = 3;

    /// <summary>Whether the phrase begins at a word of the text; <paramref name="end"/> is then behind its last word.</summary>
    public bool Matches(ReadOnlySpan<uint> text, int start, out int end)
    {
        end = start + 1;
        for (var word = 1; word < Words.Length; word++)
        {
            var window = text[end..Math.Min(text.Length, end + MaxGap + 1)];
            var found = window.IndexOfAny(Words[word]);
            if (found < 0)
            {
                return false;
            }

            end += found + 1;
        }

        return true;
    }
}
