using System.Globalization;
using CsCheck;

namespace Inference.Language;

public sealed class UnicodeTextTests
{
    // Letters of many scripts, marks in any order, Hangul, compatibility forms, and halves of surrogate pairs.
    private static readonly Gen<string> _texts = Gen.String[
        Gen.OneOf(
            Gen.Char[' ', '~'],
            Gen.Char['\u00A0', '\u024F'],
            Gen.Char['\u0300', '\u0345'],
            Gen.Char['\u0370', '\u052F'],
            Gen.Char['\u1100', '\u1112'],
            Gen.Char['\u1161', '\u1175'],
            Gen.Char['\u11A8', '\u11C2'],
            Gen.Char['\u1E00', '\u1FFF'],
            Gen.Char['\uAC00', '\uD7A3'],
            Gen.Char['\uD800', '\uDFFF'],
            Gen.Char['\uF900', '\uFFFD'],
            Gen.Char),
        0, 12];

    public static TheoryData<string, string> Caseless => new()
    {
        { "Rene\u0301e", "REN\u00C9E" },
        { "\u212Bngstro\u0308m", "\u00E5NGSTR\u00D6M" },
        { "Stra\u00DFe", "STRASSE" },
        { "STRA\u1E9EE", "strasse" },
        { "\u039F\u0394\u03A5\u03A3\u03A3\u0395\u03A5\u03A3", "\u03BF\u03B4\u03C5\u03C3\u03C3\u03B5\u03C5\u03C2" },
        { "\u1FB4", "\u03B1\u0345\u0301" },
        { "b\u0326\u0342\u0345", "B\u0345\u0342\u0326" },
        { "Vie\u0323\u0302t Nam", "VI\u1EC6T NAM" },
        { "\u1112\u1161\u11AB\u1100\u1173\u11AF", "\uD55C\uAE00" },
        { "\u0130zmir", "I\u0307ZMIR" },
        { "\u1C92\u1C98\u1C9D", "\u10D2\u10D8\u10DD" },
        { "\u0416\u043E\u0440\u0436", "\u0436\u041E\u0420\u0416" },
        { "\u13A0\u13A1", "\uAB70\uAB71" },
        { "\U00010400", "\U00010428" },
    };

    public static TheoryData<string, string> Hidden => new()
    {
        { "we\u00ADap\u200Bon\u2060s\uFEFF", "weapons" },
        { "\uFF37\uFF25\uFF21\uFF30\uFF2F\uFF2E", "weapon" },
        { "\uD835\uDC30eapon", "weapon" },
        { "o\uFB03ce", "office" },
        { "\u24CCeapon\u00B9", "weapon1" },
        { "w\uFE0Fe\u180Bapon", "weapon" },
    };

    [Theory]
    [MemberData(nameof(Caseless))]
    public void Case_and_composition_do_not_matter_to_the_caseless_key(string one, string other) =>
        Assert.Equal(UnicodeText.ToCaselessKey(one), UnicodeText.ToCaselessKey(other));

    [Theory]
    [InlineData("I", "\u0131")]
    [InlineData("i", "\u0131")]
    [InlineData("resume", "r\u00E9sum\u00E9")]
    [InlineData("A", "\uFF21")]
    [InlineData("fi", "\u1E1F")]
    public void Other_letters_have_another_caseless_key(string one, string other) =>
        Assert.NotEqual(UnicodeText.ToCaselessKey(one), UnicodeText.ToCaselessKey(other));

    [Theory]
    [MemberData(nameof(Hidden))]
    public void Folding_finds_words_that_are_hidden(string hidden, string word) => Assert.Equal(word, UnicodeText.Fold(hidden));

    [Fact]
    public void Composition_agrees_with_another_implementation() => Assert.All(ReadTable(), row =>
    {
        Assert.All(row, text => Assert.Equal(row[1], UnicodeText.ToNfc(text)));
        Assert.Single(row.Select(UnicodeText.ToCaselessKey).Distinct());
        Assert.Single(row.Select(UnicodeText.Fold).Distinct());
    });

    [Fact]
    public void Every_form_of_a_text_is_reached_in_one_step() => _texts.Sample(text =>
    {
        Assert.All((Func<string, string>[])[UnicodeText.ToNfc, UnicodeText.ToCaselessKey, UnicodeText.Fold], form =>
            Assert.Equal(form(text), form(form(text))));
        Assert.Equal(UnicodeText.ToCaselessKey(text), UnicodeText.ToCaselessKey(UnicodeText.ToNfc(text)));
        // Only marks in canonical order keep their order in upper case: there the iota below (U+0345) becomes a letter.
        Assert.Equal(UnicodeText.ToCaselessKey(text), UnicodeText.ToCaselessKey(UnicodeText.ToNfc(text).ToUpperInvariant()));
        Assert.Equal(UnicodeText.Fold(text), UnicodeText.Fold(UnicodeText.ToCaselessKey(text)));
    });

    private static IEnumerable<string[]> ReadTable()
    {
        using var table = new StreamReader(typeof(UnicodeTextTests).Assembly.GetManifestResourceStream("Language.Normalization.txt")!);
        while (table.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return [.. line.Split(';').Select(ToText)];
            }
        }
    }

    private static string ToText(string points) => string.Concat(points.Split(' ').Select(point =>
        char.ConvertFromUtf32(int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
}
