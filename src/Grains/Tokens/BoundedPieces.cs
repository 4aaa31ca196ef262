using Microsoft.ML.Tokenizers;

namespace Inference.Tokens;

/// <summary>
/// The pieces that byte pair encoding reads. Its time grows with the square of a piece's length, and a pre-tokenizer cuts nothing out of a text without
/// a boundary (Han, emoji, one letter a million times), so that what it leaves longer than <see cref="MaxBytes"/> is cut there.
/// </summary>
internal static class BoundedPieces
{
    /// <summary>
    /// Of UTF-8. Longer than words of any language, which are therefore counted exactly; from here on the time for a character begins to grow. The
    /// vocabulary's own runs of blanks, slashes and the like are powers of two, which this does not break.
    /// </summary>
    public const int MaxBytes = 128;

    // A UTF-16 unit is at most three bytes.
    private const int AlwaysFits = MaxBytes / 3;

    public static IEnumerable<(int Offset, int Length)> Of(string text, PreTokenizer preTokenizer)
    {
        foreach (var (offset, length) in preTokenizer.PreTokenize(text))
        {
            var end = offset + length;
            for (var start = offset; start < end;)
            {
                var piece = end - start <= AlwaysFits ? end - start : FirstLength(text.AsSpan(start, end - start));
                yield return (start, piece);
                start += piece;
            }
        }
    }

    private static int FirstLength(ReadOnlySpan<char> text)
    {
        var left = MaxBytes;
        var length = 0;
        while (length < text.Length)
        {
            // What is no character, half of a surrogate pair, is encoded as the three bytes of U+FFFD.
            var units = char.IsHighSurrogate(text[length]) && length + 1 < text.Length && char.IsLowSurrogate(text[length + 1]) ? 2 : 1;
            left -= units == 2 ? 4 : text[length] < 0x80 ? 1 : text[length] < 0x800 ? 2 : 3;
            if (left < 0)
            {
                break;
            }

            length += units;
        }

        return length;
    }
}
