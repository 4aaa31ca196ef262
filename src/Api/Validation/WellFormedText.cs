namespace Inference.Validation;

/// <summary>Text that UTF-8 can hold: half a surrogate pair is replaced by U+FFFD.</summary>
internal static class WellFormedText
{
    private const char Replacement = '\uFFFD';

    public static string Of(string text)
    {
        var half = IndexOfHalfPair(text, 0);
        if (half < 0)
        {
            return text;
        }

        var characters = text.ToCharArray();
        for (; half >= 0; half = IndexOfHalfPair(characters, half + 1))
        {
            characters[half] = Replacement;
        }

        return new string(characters);
    }

    public static bool Is(ReadOnlySpan<char> text) => IndexOfHalfPair(text, 0) < 0;

    /// <summary>At most so many characters, and not half of one at the end.</summary>
    public static string Cut(string text, int length) => text.Length <= length
        ? text
        : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static int IndexOfHalfPair(ReadOnlySpan<char> text, int from)
    {
        while (text[from..].IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var found)
        {
            from += found;
            if (!char.IsHighSurrogate(text[from]) || from + 1 == text.Length || !char.IsLowSurrogate(text[from + 1]))
            {
                return from;
            }

            from += 2;
        }

        return -1;
    }
}
