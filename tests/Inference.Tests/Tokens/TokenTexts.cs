using System.Text;
using CsCheck;

namespace Inference.Tokens;

/// <summary>Texts that are hard to count, and ordinary ones.</summary>
internal static class TokenTexts
{
    /// <summary>The characters of texts without a word boundary.</summary>
    public static readonly string[] Runs =
    [
        "a", "A", " ", "!", "\n", "\r\n ", "/", "你", "我们在这里", "🙂", "👩‍👧", "ب", "\u0301", "e\u0301", "\u200B", "ไ", "𝐀", "0", "\uD800", "<|endoftext|>", "<|", "aé我🙂ب!\u0301",
    ];

    private static readonly Gen<string> Letters = Gen.OneOfConst(
        "abcdefghijklmnopqrstuvwxyz", "ABCDEFG", "äöüßéñ", "бвгдежз", "αβγδε", "אבגדה", "ابتثج", "你好世界我们", "ひらがな", "한국어", "0123456789");

    private static readonly Gen<string> Word = Letters.SelectMany(letters => Gen.Char[letters].Array[1, 24].Select(word => new string(word)));

    /// <summary>Words of many scripts with blanks, punctuation and line ends between them, long enough for several blocks.</summary>
    public static readonly Gen<string> Prose =
        Gen.Select(Word, Gen.OneOfConst(" ", " ", " ", ", ", ". ", "  ", "\n", "\n\n", " (", ") ", " - ", "'s "))
            .Array[0, 1_500].Select(words => string.Concat(words.Select(word => word.Item1 + word.Item2)));

    public static string Run(string piece, int length)
    {
        var text = new StringBuilder(length + piece.Length);
        while (text.Length < length)
        {
            text.Append(piece);
        }

        return text.ToString();
    }
}
