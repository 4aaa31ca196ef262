namespace Inference.Language;

/// <summary>
/// Letters that look like Latin ones, in lower case as <see cref="UnicodeText.Fold"/> leaves them: a short choice of Unicode's confusables, those that
/// make a readable English word. Compatibility forms are not among them, since folding has taken them away.
/// </summary>
internal static class LatinLookAlikes
{
    private const int Alphabet = 26;

    private const string Others = "авгеԁһікӏмнопԛрсѕтуԝхѵјԍ" + "αβγεηικμνορτυχωϲϳ" + "օսհցոզ";
    private const string Latins = "abredhiklmhonqpcstywxvjg" + "abyenikmvoptuxwcj" + "ouhgnq";

    // Latin itself, but of other alphabets than English writes: small capitals and letters of phonetics.
    private const string Variants = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıɑɡɩɛɔ";
    private const string Plain = "abcdefghijklmnoprstuvwyziagieo";

    private static readonly Dictionary<char, char> OtherScripts = Pair(Others, Latins);
    private static readonly Dictionary<char, char> SameScript = Pair(Variants, Plain);

    /// <summary>The Latin letter that a Cyrillic, Greek or Armenian one looks like; 0 for none.</summary>
    public static char Of(char letter) => OtherScripts.GetValueOrDefault(letter);

    /// <summary>The letter that another form of it stands for, also among symbols (🅱); 0 for none.</summary>
    public static char OfVariant(int codePoint) => codePoint switch
    {
        < 0x10000 => SameScript.GetValueOrDefault((char)codePoint),
        >= 0x1F150 and < 0x1F150 + Alphabet => (char)('a' + codePoint - 0x1F150),
        >= 0x1F170 and < 0x1F170 + Alphabet => (char)('a' + codePoint - 0x1F170),
        _ => '\0',
    };

    private static Dictionary<char, char> Pair(string from, string to) =>
        from.Zip(to, (letter, latin) => (letter, latin)).ToDictionary(pair => pair.letter, pair => pair.latin);
}
