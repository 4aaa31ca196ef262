using System.Text;
using ICU4N;
using ICU4N.Text;

namespace Inference.Language;

/// <summary>
/// Text as Unicode compares it. Invariant globalization has no normalization, so the tables are ICU4N's; they are loaded by the first text that
/// needs them. Lone surrogates stay as they are.
/// </summary>
public static class UnicodeText
{
    // Everything before the combining marks is in NFC.
    private const char FirstCombiningMark = '\u0300';

    // Folds to a letter, after which the order of the marks before it could not be settled any more.
    private const char IotaSubscript = '\u0345';

    /// <summary>Composed: one character for a letter and its accents, where there is one (NFC).</summary>
    public static string ToNfc(string text) => IsComposed(text) ? text : Tables.Composed.Normalize(text);

    /// <summary>
    /// Equal for texts that differ in case or composition alone (canonical caseless matching, Unicode 3.13 D145): for comparing, not for showing.
    /// </summary>
    public static string ToCaselessKey(string text)
    {
        // .NET's mapping is of a newer Unicode than ICU4N's folding, which adds the pairs that are no lower case, such as ß and ss.
        var lower = text.ToLowerInvariant();
        return Ascii.IsValid(lower)
            ? lower
            : Tables.Composed.Normalize(UChar.FoldCase(Tables.Decomposed.Normalize(lower), true));
    }

    /// <summary>
    /// Without case, composition, compatibility forms (full width, ligatures, letters of mathematics) and characters that do not show
    /// (NFKC_Casefold): for finding words in a text that may hide them.
    /// </summary>
    public static string Fold(string text)
    {
        var lower = text.ToLowerInvariant();
        return Ascii.IsValid(lower)
            ? lower
            : Tables.Folded.Normalize(HasIotaSubscript(lower) ? Tables.Decomposed.Normalize(lower) : lower);
    }

    /// <summary>Decomposed: letters and their accents apart (NFD).</summary>
    public static string ToNfd(string text) => Ascii.IsValid(text) ? text : Tables.Decomposed.Normalize(text);

    // Alone, or composed with a letter and its accents.
    private static bool HasIotaSubscript(string text) =>
        text.Contains(IotaSubscript, StringComparison.Ordinal) || text.AsSpan().IndexOfAnyInRange('\u1F80', '\u1FFC') >= 0;

    private static bool IsComposed(string text) => text.AsSpan().IndexOfAnyInRange(FirstCombiningMark, char.MaxValue) < 0;

    private static class Tables
    {
        public static readonly Normalizer2 Composed = Normalizer2.GetInstance(null, "nfc", Normalizer2Mode.Compose);
        public static readonly Normalizer2 Decomposed = Normalizer2.GetInstance(null, "nfc", Normalizer2Mode.Decompose);
        public static readonly Normalizer2 Folded = Normalizer2.GetInstance(null, "nfkc_cf", Normalizer2Mode.Compose);
    }
}
