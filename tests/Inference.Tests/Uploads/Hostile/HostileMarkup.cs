using static Inference.Uploads.Hostile.WorkbookParts;

namespace Inference.Uploads.Hostile;

/// <summary>XML that is too deep, too long or not to be trusted, in each place of each part that is read.</summary>
internal static class HostileMarkup
{
    private const int Levels = 30_000;
    private const int Long = 16 * 1_024 * 1_024;

    private static readonly (string Part, string Before, string After)[] Places =
    [
        (Sheet, $"""<worksheet xmlns="{Main}">""", "</worksheet>"),
        (Sheet, $"""<worksheet xmlns="{Main}"><sheetData>{Header}""", "</sheetData></worksheet>"),
        (Sheet, $"""<worksheet xmlns="{Main}"><sheetData>{Header}<row>""", "</row></sheetData></worksheet>"),
        (Sheet, $"""<worksheet xmlns="{Main}"><sheetData>{Header}<row><c t="inlineStr">""", "</c></row></sheetData></worksheet>"),
        (Sheet, $"""<worksheet xmlns="{Main}"><sheetData>{Header}<row><c t="inlineStr"><is><t>""", "</t></is></c></row></sheetData></worksheet>"),
        (Sheet, $"""<worksheet xmlns="{Main}"><sheetData>{Header}<row><c><v>""", "</v></c></row></sheetData></worksheet>"),
        (Strings, $"""<sst xmlns="{Main}">""", "</sst>"),
        (Strings, $"""<sst xmlns="{Main}"><si>""", "</si></sst>"),
        (Strings, $"""<sst xmlns="{Main}"><si><r><t>""", "</t></r></si></sst>"),
        (Strings, $"""<sst xmlns="{Main}"><si><rPh>""", "</rPh></si></sst>"),
        (Styles, $"""<styleSheet xmlns="{Main}">""", "</styleSheet>"),
        (Styles, $"""<styleSheet xmlns="{Main}"><numFmts>""", "</numFmts></styleSheet>"),
        (Styles, $"""<styleSheet xmlns="{Main}"><cellXfs><xf>""", "</xf></cellXfs></styleSheet>"),
        (Book, $"""<workbook xmlns="{Main}">""", "</workbook>"),
        (Book, $"""<workbook xmlns="{Main}"><sheets><sheet>""", "</sheet></sheets></workbook>"),
        (Relationships, """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">""", "</Relationships>"),
        (Root, """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship>""", "</Relationship></Relationships>"),
    ];

    private static readonly (string Name, string Before, string Piece, string After)[] Tokens =
    [
        ("attribute", "<x a=\"", "x", "\"/>"),
        ("quoted bracket", "<x a='>", "x", "'/>"),
        ("attribute name", "<x ", "x", "=\"\"/>"),
        ("element name", "<", "x", "/>"),
        ("comment", "<!--", "x", "-->"),
        ("comment that opens with its end", "<!--><a ' --><b c=\"'>", "x", "\"/>"),
        ("instruction", "<?x ", "x", "?>"),
        ("section", "<![CDATA[", "x", "]]>"),
        ("text", "", "x", ""),
        ("whitespace", "", " ", ""),
        ("references", "", "&amp;", ""),
        ("attributes", "<x ", "a=\"\" ", "/>"),
        ("empty elements", "", "<x/>", ""),
    ];

    public static IEnumerable<HostileFile> All => [.. Deep(), .. LongTokens(), .. Names(), .. Entities()];

    private static IEnumerable<HostileFile> Deep()
    {
        foreach (var (part, before, after) in Places)
        {
            foreach (var element in (string[])["is", "x", "row"])
            {
                yield return new($"{part} deep in {before[^5..]} {element}", () => With(
                    part, new Repeated(before, $"<{element}>", Levels, string.Concat(Enumerable.Repeat($"</{element}>", Levels)) + after)));
            }

            yield return new($"{part} deep in {before[^5..]} without an end", () => With(part, new Repeated(before, "<a b='c'>", 3_000_000)));
        }
    }

    private static IEnumerable<HostileFile> LongTokens()
    {
        foreach (var (part, before, after) in Places.DistinctBy(place => place.Part).Append(Places[4]))
        {
            foreach (var (name, opening, piece, closing) in Tokens)
            {
                yield return new($"{part} long {name} in {before[^5..]}", () => With(
                    part, new Repeated(before + opening, piece, Long / piece.Length, closing + after)));
            }
        }
    }

    private static IEnumerable<HostileFile> Names()
    {
        var declared = string.Join(' ', Enumerable.Range(0, 300).Select(n => $"xmlns:a{n}='u{n}'"));
        var used = string.Join(' ', Enumerable.Range(0, 300).Select(n => $"a{n}:b=''"));
        yield return new("names of elements that are all different", () => OfRows(string.Concat(Enumerable.Range(0, 500_000).Select(n => $"<a{n}/>"))));
        yield return new("namespaces that are all different", () => OfRows(string.Concat(Enumerable.Range(0, 300_000).Select(n => $"<x xmlns='{n}'/>"))));
        yield return new("tags full of namespaces", () => OfRows($"<row {declared} {used}/>", 7_000));
        yield return new("tags full of attributes", () => OfRows($"<row {string.Join(' ', Enumerable.Range(0, 900).Select(n => $"a{n}=''"))}/>", 7_000));
    }

    private static IEnumerable<HostileFile> Entities()
    {
        foreach (var (part, before, after) in Places.DistinctBy(place => place.Part))
        {
            foreach (var definition in (string[])[
                "<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY e '&b;&b;&b;&b;&b;&b;&b;&b;'>",
                "<!ENTITY e SYSTEM 'file:///etc/passwd'>", "<!ENTITY e SYSTEM 'http://127.0.0.1:9/'>", "<!ENTITY % e SYSTEM 'http://127.0.0.1:9/'>%e;"])
            {
                yield return new($"{part} {definition[..30]}", () => With(part, $"<!DOCTYPE x [{definition}]>{before}&e;{after}"));
            }

            yield return new($"{part} external type", () => With(part, $"<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>{before}{after}"));
        }
    }
}
