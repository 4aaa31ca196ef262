using System.Buffers;
using System.Globalization;
using System.Text;

namespace Inference.Language;

/// <summary>
/// A text without what hides its words from a search and not from a reader: case and compatibility forms, characters that do not show, accents, and
/// letters of other scripts in words that are Latin. For finding words, not for showing.
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Where(letter => letter is not ('\t' or '\n' or '\v' or '\f' or '\r'))]);

    /// <summary>ASCII is plain as it is, unless it holds control characters; only case is left to the reader.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.AsSpan().ContainsAny(Controls) ? Write(text, isLatin: false) : text;
        }

        var folded = UnicodeText.ToNfd(UnicodeText.Fold(WithoutMarks(text)));
        var plain = Write(folded, IsMostlyLatin(folded));
        return Tagged(text) is { Length: > 0 } tagged ? $"{plain}\n{tagged}" : plain;
    }

    /// <summary>Without case and accents alone: the plain text of one that disguises nothing.</summary>
    public static string OfUndisguised(string text) => Ascii.IsValid(text)
        ? text
        : WithoutMarks(UnicodeText.ToNfd(UnicodeText.ToCaselessKey(WithoutMarks(text))));

    /// <summary>
    /// Without what combines with letters and what does not show. A normalizer sorts the marks of one letter in time that grows with the square of their
    /// number, so it is given none: they have no part in the plain text.
    /// </summary>
    public static string WithoutMarks(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 0x300 || !IsMark(Rune.GetUnicodeCategory(rune)))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }

    private static string Write(string text, bool isLatin)
    {
        var plain = new StringBuilder(text.Length);
        var word = 0;
        var wasFlag = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                continue;
            }

            var isFlag = rune.Value is >= 0x1F1E6 and <= 0x1F1FF;
            var variant = isFlag ? (char)('a' + rune.Value - 0x1F1E6) : LatinLookAlikes.OfVariant(rune.Value);
            if (isFlag != wasFlag || (variant == 0 && !IsLetter(rune)))
            {
                ReplaceLookAlikes(plain, word, isLatin);

                // The letters of flags are read as letters, but hide no word that they stand beside.
                plain.Append(isFlag != wasFlag ? " " : "");
                word = plain.Length;
            }

            wasFlag = isFlag;
            _ = variant != 0 ? plain.Append(variant) : plain.Append(rune.ToString());
            word = variant == 0 && !IsLetter(rune) ? plain.Length : word;
        }

        ReplaceLookAlikes(plain, word, isLatin);
        return plain.ToString();
    }

    // A word is Latin by one letter of its own, or as all words of a text that is Latin, and where each of the others looks like one.
    private static void ReplaceLookAlikes(StringBuilder text, int start, bool isLatin)
    {
        var (others, latins) = (0, 0);
        for (var i = start; i < text.Length; i++)
        {
            if (IsLatin(text[i]))
            {
                latins++;
            }
            else if (LatinLookAlikes.Of(text[i]) == 0)
            {
                return;
            }
            else
            {
                others++;
            }
        }

        for (var i = start; others > 0 && (latins > 0 || isLatin) && i < text.Length; i++)
        {
            text[i] = IsLatin(text[i]) ? text[i] : LatinLookAlikes.Of(text[i]);
        }
    }

    private static bool IsMostlyLatin(string text)
    {
        var (latins, others) = (0, 0);
        foreach (var letter in text)
        {
            latins += IsLatin(letter) ? 1 : 0;
            others += !IsLatin(letter) && char.IsLetter(letter) ? 1 : 0;
        }

        return latins > others;
    }

    // Tag characters repeat ASCII without showing: models read what is written with them, people do not.
    private static string Tagged(string text)
    {
        if (!text.Contains('\uDB40'))
        {
            return "";
        }

        var tagged = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Where(rune => rune.Value is >= 0xE0020 and < 0xE007F))
        {
            tagged.Append((char)(rune.Value - 0xE0000));
        }

        return tagged.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        rune.Value < 0x300 ? Controls.Contains((char)rune.Value) : IsMark(Rune.GetUnicodeCategory(rune));

    private static bool IsMark(UnicodeCategory category) => category
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    // Scripts that are confused with one another; the letters of all others end a word here.
    private static bool IsLetter(Rune rune) =>
        rune.Value is < 0x0590 or (>= 0x1E00 and < 0x2000) or (>= 0x2C60 and < 0x2C80) or (>= 0xA720 and < 0xA800)
        && Rune.IsLetter(rune);

    private static bool IsLatin(char letter) =>
        char.IsAsciiLetter(letter) || (letter is (>= '\u00AA' and < '\u0370') or (>= '\u1E00' and < '\u1F00') && char.IsLetter(letter));
}
