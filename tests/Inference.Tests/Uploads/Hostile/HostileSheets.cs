using static Inference.Uploads.Hostile.WorkbookParts;

namespace Inference.Uploads.Hostile;

/// <summary>Sheets that have too much in them, or say of it what cannot be.</summary>
internal static class HostileSheets
{
    private static readonly string[] Numbers = ["-1", "0", "1048577", "4294967296", "999999999999999999999999", "1e9", "0x10", "NaN", "", " "];

    public static IEnumerable<HostileFile> All => [.. Counts(), .. References(), .. Amplified(), .. Characters()];

    private static IEnumerable<HostileFile> Counts()
    {
        yield return new("empty rows", () => OfRows("<row/>", 64_000_000));
        yield return new("empty rows with the same number", () => OfRows("<row r='2'/>", 8_000_000));
        yield return new("a row of cells", () => OfRows("<c/>", 6_000_000, "<row>", "</row>"));
        yield return new("rows of cells", () => OfRows($"<row>{string.Concat(Enumerable.Repeat("<c/>", 16_000))}</row>", 1_000));
        yield return new("rows of cells with text", () => OfRows($"<row>{string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 1_025))}</row>", 4_000));
        yield return new("a cell of many values", () => OfRows("<v>1</v>", 6_000_000, "<row><c>", "</c></row>"));
        yield return new("a text of many runs", () => OfRows("<r><t>x</t></r>", 4_000_000, "<row><c t='inlineStr'><is>", "</is></c></row>"));
        yield return new("a cell of 100 MB", () => OfRows("x", 100_000_000, "<row><c t='str'><v>", "</v></c></row>"));
        yield return new("rows of long texts", () => OfRows($"<row>{string.Concat(Enumerable.Repeat($"<c t='str'><v>{new string('x', 32_000)}</v></c>", 70))}</row>", 25));
        yield return new("shared texts", () => With(Strings, new Repeated($"<sst xmlns='{Main}'>", "<si/>", 13_000_000, "</sst>")));
        yield return new("shared texts that are long", () => With(
            Strings, new Repeated($"<sst xmlns='{Main}'>", $"<si><t>{new string('x', 32_000)}</t></si>", 2_000, "</sst>")));
        yield return new("styles", () => With(Styles, new Repeated($"<styleSheet xmlns='{Main}'><cellXfs>", "<xf/>", 8_000_000, "</cellXfs></styleSheet>")));
        yield return new("formats", () => With(Styles, $"<styleSheet xmlns='{Main}'><numFmts>{string.Concat(Enumerable.Range(0, 100_000).Select(n => $"<numFmt numFmtId='{n}' formatCode='yyyy'/>"))}</numFmts></styleSheet>"));
        yield return new("sheets", () => With(Book, BookOf($"<sheets>{string.Concat(Enumerable.Repeat("<sheet r:id='r1'/>", 100_000))}</sheets>")));
        yield return new("relationships", () => With(Relationships, Relation("a", "worksheet", "worksheets/sheet1.xml", string.Concat(Enumerable.Range(0, 100_000).Select(n => Relate($"b{n}", "x", "y"))))));
        yield return new("counts that are not true", () => With(Strings, $"<sst xmlns='{Main}' count='4294967295' uniqueCount='-1'><si><t>Ann</t></si></sst>"));
        yield return new("rows and nothing else after sheets without any", () => EmptySheets(200));
    }

    /// <summary>Sheets that are read to their ends for a first row, one after the other.</summary>
    private static byte[] EmptySheets(int count)
    {
        var parts = new WorkbookParts()
            .Set(Book, BookOf($"<sheets>{string.Concat(Enumerable.Range(0, count).Select(n => $"<sheet r:id='s{n}'/>"))}</sheets>"))
            .Set(Relationships, Relation("x", "x", "x", string.Concat(Enumerable.Range(0, count).Select(n => Relate($"s{n}", "worksheet", $"s{n}.xml")))));
        for (var n = 0; n < count; n++)
        {
            parts.Add($"xl/s{n}.xml", new Repeated($"<worksheet xmlns='{Main}'><sheetData>", "<row/>", 170_000, "</sheetData></worksheet>"));
        }

        return parts.Pack();
    }

    private static IEnumerable<HostileFile> References()
    {
        foreach (var number in Numbers)
        {
            yield return new($"row {number}", () => OfRows($"<row r='{number}'><c t='s'><v>0</v></c></row>"));
            yield return new($"shared text {number}", () => OfRows($"<row><c t='s'><v>{number}</v></c></row>"));
            yield return new($"style {number}", () => OfRows($"<row><c t='s'><v>0</v></c><c s='{number}'><v>32875</v></c></row>"));
            yield return new($"format {number}", () => With(Styles, $"<styleSheet xmlns='{Main}'><numFmts><numFmt numFmtId='{number}'/></numFmts><cellXfs><xf numFmtId='{number}'/></cellXfs></styleSheet>"));
            yield return new($"date {number}", () => OfRows($"<row><c t='s'><v>0</v></c><c s='1'><v>{number}</v></c></row>"));
        }

        foreach (var cell in (string[])["XFD1048576", "A999999999999", "ZZZZZZZZZZZZ1", "A-1", "1", "", "a1", "é1", "XFE1", $"{new string('A', 5_000)}1"])
        {
            yield return new($"cell {cell[..Math.Min(20, cell.Length)]}", () => OfRows($"<row><c r='{cell}' t='s'><v>0</v></c></row>"));
            yield return new($"header {cell[..Math.Min(20, cell.Length)]}", () => With(
                Sheet, $"<worksheet xmlns='{Main}'><sheetData><row><c r='{cell}' t='str'><v>name</v></c></row></sheetData></worksheet>"));
        }
    }

    private static IEnumerable<HostileFile> Amplified()
    {
        var strings = $"<sst xmlns='{Main}'><si><t>{new string('x', 32_000)}</t></si></sst>";
        yield return new("one text in every cell", () => new WorkbookParts().Set(Strings, strings)
            .Set(Sheet, new Repeated($"<worksheet xmlns='{Main}'><sheetData>{Header}", $"<row>{string.Concat(Enumerable.Repeat("<c t='s'><v>0</v></c>", 1_000))}</row>", 3_000, "</sheetData></worksheet>")).Pack());
        yield return new("one text in every row", () => new WorkbookParts().Set(Strings, strings)
            .Set(Sheet, new Repeated($"<worksheet xmlns='{Main}'><sheetData>{Header}", "<row><c t='s'><v>0</v></c></row>", 900_000, "</sheetData></worksheet>")).Pack());
        yield return new("a long name of a column", () => With(Sheet, new Repeated(
            $"<worksheet xmlns='{Main}'><sheetData><row><c t='str'><v>name</v></c><c t='str'><v>{new string('h', 30_000)}</v></c></row>", "<row><c/><c><v>1</v></c></row>", 900_000, "</sheetData></worksheet>")));
        yield return new("columns of one name", () => With(Sheet, $"<worksheet xmlns='{Main}'><sheetData><row><c t='str'><v>name</v></c>{string.Concat(Enumerable.Repeat("<c t='str'><v>a</v></c>", 1_023))}</row></sheetData></worksheet>"));
        yield return new("errors that are long", () => OfRows($"<row><c t='e'><v>{new string('x', 32_000)}</v></c></row>", 1_500));
    }

    private static IEnumerable<HostileFile> Characters()
    {
        foreach (var text in (string[])["&#xD800;", "_xD800_", "_xDC00__xD800_", "&#0;", "_x0000_", "_x", "_x00", "_xZZZZ_", "_x005F_x0000_", "&x;", "&#99999999999;"])
        {
            yield return new($"text {text}", () => OfRows($"<row><c t='str'><v>{text}</v></c></row>"));
        }

        yield return new("escapes and nothing else", () => OfRows("_xD800_", 9_000_000, "<row><c t='str'><v>", "</v></c></row>"));
        yield return new("halves in many cells", () => OfRows($"<row><c t='str'><v>{string.Concat(Enumerable.Repeat("_xD800_", 32_000))}</v></c></row>", 250));
    }
}
