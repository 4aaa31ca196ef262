using System.Text;

namespace Inference.Guards;

/// <summary>Ways to write a sentence so that a model still reads it and a search for its words does not find them.</summary>
internal static class Obfuscations
{
    public static readonly (string Name, Func<string, string> Apply)[] All =
    [
        ("plain", text => text),
        ("upper case", text => text.ToUpperInvariant()),
        ("full width", text => Map(text, letter => letter is > ' ' and < '\u007F' ? letter - '!' + 0xFF01 : letter)),
        ("mathematical bold", text => Letters(text, 0x1D41A)),
        ("mathematical monospace", text => Letters(text, 0x1D68A)),
        ("circled", text => Letters(text, 0x24D0)),
        ("negative squared", text => Letters(text, 0x1F170)),
        ("flags", text => Letters(text, 0x1F1E6)),
        ("small capitals", text => Swap(text, "abcdeghijklmnoprtuvwyz", "ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ")),
        ("ligatures", text => text.Replace("fi", "ﬁ", StringComparison.Ordinal).Replace("st", "ﬆ", StringComparison.Ordinal)),
        ("composed accents", text => Swap(text, "aeiouyn", "áẹĩöữýñ")),
        ("accents apart", text => Between(text, "\u0301")),
        ("many marks", text => Between(text, "\u0336\u20DD\uFE20")),
        ("Cyrillic letters", text => Swap(text, "aeocpi", "аеосрі")),
        ("Greek letters", text => Swap(text, "o", "ο")),
        ("zero width space", text => Between(text, "\u200B")),
        ("zero width joiners", text => Between(text, "\u200C\u200D")),
        ("soft hyphen", text => Between(text, "\u00AD")),
        ("word joiner", text => Between(text, "\u2060\uFEFF")),
        ("grapheme joiner", text => Between(text, "\u034F")),
        ("variation selectors", text => Between(text, "\uFE0F\U000E0100")),
        ("tag characters between", text => Between(text, "\U000E0061")),
        ("direction marks", text => Between(text, "\u200E\u202E\u2066\u2069")),
        ("Hangul filler", text => Between(text, "\u3164")),
        ("control characters", text => Between(text, "\u0001\u007F")),
        ("tag characters alone", text => "Look at the flag 🏴" + Map(text, letter => letter + 0xE0000)),
    ];

    private static string Letters(string text, int a) => Map(text.ToLowerInvariant(), letter => char.IsAsciiLetter(letter) ? letter - 'a' + a : letter);

    private static string Map(string text, Func<char, int> map) => string.Concat(text.Select(letter => new Rune(map(letter)).ToString()));

    private static string Swap(string text, string from, string to) =>
        string.Concat(text.ToLowerInvariant().Select(letter => from.Contains(letter, StringComparison.Ordinal) ? to[from.IndexOf(letter, StringComparison.Ordinal)] : letter));

    private static string Between(string text, string hidden) =>
        string.Concat(text.Select(letter => char.IsAsciiLetter(letter) ? letter + hidden : letter.ToString()));
}
