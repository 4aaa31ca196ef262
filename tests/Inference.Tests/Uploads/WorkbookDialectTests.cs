using Inference.Uploads.Hostile;
using static Inference.Uploads.Hostile.WorkbookParts;

namespace Inference.Uploads;

/// <summary>Workbooks that spreadsheet programs open, though none of them writes them so.</summary>
public sealed class WorkbookDialectTests
{
    private const string Names = "<row><c t='str'><v>name</v></c><c t='str'><v>birthdate</v></c><c t='str'><v>notes</v></c><c t='str'><v>code</v></c></row>";
    private const string Person = "<row><c t='str'><v>Ann</v></c></row>";

    private static readonly string Mark = SheetOf("").Replace(Header, "<row><c/></row>", StringComparison.Ordinal);

    [Fact]
    public async Task Escapes_are_undone_in_shared_and_other_texts()
    {
        const string Text = "first_x000D_\nsecond";
        const string Code = "_x005F_x0041_";
        var inline = await ReadAsync($"{Names}<row><c t='inlineStr'><is><t>Ann</t></is></c><c/><c t='inlineStr'><is><t>{Text}</t></is></c><c t='inlineStr'><is><r><t>{Code}</t></r></is></c></row>");
        var shared = await RowsAsync(new WorkbookParts()
            .Set(Strings, $"<sst xmlns='{Main}'><si><t>Ann</t></si><si><t>{Text}</t></si><si><t>{Code}</t></si></sst>")
            .Set(Sheet, $"<worksheet xmlns='{Main}'><sheetData>{Names}<row><c t='s'><v>0</v></c><c/><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row></sheetData></worksheet>"));

        Assert.Equal(["2: |Ann||first\r\nsecond|{\"code\":\"_x0041_\"}"], inline);
        Assert.Equal(inline, shared);
    }

    [Theory]
    [InlineData("_x0041_", "A")]
    [InlineData("_x00e9_", "é")]
    [InlineData("_x005F_x005F_x005F_x0041_", "_x005F_x0041_")]
    [InlineData("_x41_ _x_ _xZZZZ_ _x0041", "_x41_ _x_ _xZZZZ_ _x0041")]
    [InlineData("_xD83D__xDE00_", "😀")]
    [InlineData("a_xD800_b_xDE00_", "a\uFFFDb\uFFFD")]
    public async Task Half_a_pair_of_an_escape_is_replaced(string written, string read) =>
        Assert.Equal([$"2: |{read}|||"], await ReadAsync($"{Names}<row><c t='str'><v>{written}</v></c></row>"));

    [Fact]
    public async Task A_NUL_of_an_escape_rejects_its_row() => Assert.Equal(
        ["2: name has a NUL character", "3: it has a NUL character", "4: |Ann|||"],
        await ReadAsync($"{Names}<row><c t='str'><v>_x0000_</v></c></row><row><c/><c/><c/><c t='str'><v>_x0000_</v></c></row>{Person}"));

    [Theory]
    [InlineData("hidden")]
    [InlineData("veryHidden")]
    [InlineData("visible")]
    public async Task The_first_visible_sheet_with_anything_in_it_is_read(string state)
    {
        var first = state == "visible" ? Mark : SheetOf("<row><c t='str'><v>Secret</v></c></row>");
        var rows = await RowsAsync(new WorkbookParts()
            .Set(Book, BookOf($"<sheets><sheet state='{state}' r:id='r1'/><sheet r:id='r4'/><sheet r:id='r5'/></sheets>"))
            .Set(Relationships, Relation("r1", "worksheet", "worksheets/sheet1.xml", Relate("r4", "worksheet", "/xl/worksheets/sheet2.xml") + Relate("r5", "worksheet", "../xl/other.xml")))
            .Set(Sheet, first).Add("xl/worksheets/sheet2.xml", SheetOf(Person)).Add("xl/other.xml", SheetOf("<row><c t='str'><v>Bob</v></c></row>")));

        Assert.Equal(["2: |Ann|||"], rows);
    }

    [Fact]
    public async Task Sheets_that_are_charts_are_passed_over() => Assert.Equal(
        ["2: |Ann|||"],
        await RowsAsync(new WorkbookParts()
            .Set(Book, BookOf("<sheets><sheet r:id='r4'/><sheet r:id='r1'/></sheets>"))
            .Set(Relationships, Relation("r1", "worksheet", "worksheets/sheet1.xml", Relate("r4", "chartsheet", "chart.xml")))
            .Set(Sheet, SheetOf(Person)).Add("xl/chart.xml", $"<chartsheet xmlns='{Main}'/>")));

    [Fact]
    public async Task Readings_of_a_text_are_left_out_and_its_spaces_are_not() => Assert.Equal(
        ["2: |東京||  a  b |"],
        await RowsAsync(new WorkbookParts()
            .Set(Strings, $"<sst xmlns='{Main}'><si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si><si><r><t xml:space='preserve'>  a </t></r><r><rPr><b/></rPr><t xml:space='preserve'> b </t></r></si></sst>")
            .Set(Sheet, $"<worksheet xmlns='{Main}'><sheetData>{Names}<row><c t='s'><v>0</v></c><c/><c t='s'><v>1</v></c></row></sheetData></worksheet>")));

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task Days_since_1904_are_known_by_either_word(string word) => Assert.Equal(
        ["2: |Ann|1990-01-02||"],
        await RowsAsync(new WorkbookParts()
            .Set(Book, BookOf($"<workbookPr date1904='{word}'/><sheets><sheet r:id='r1'/></sheets>"))
            .Set(Sheet, SheetOf("<row><c t='str'><v>Ann</v></c><c s='1'><v>31413</v></c></row>"))));

    [Theory]
    [InlineData("1990-01-02T00:00:00.000", "1990-01-02")]
    [InlineData("1990-01-02", "1990-01-02")]
    [InlineData("1990-01-02T10:30:00Z", "1990-01-02T10:30:00")]
    [InlineData("1990-01-02T23:30:00+05:00", "1990-01-02T23:30:00")]
    public async Task Dates_may_be_texts(string written, string read) => Assert.Equal(
        [$"2: |Ann|1990-01-02||{{\"code\":\"{read}\"}}"],
        await ReadAsync($"{Names}<row><c t='str'><v>Ann</v></c><c t='d'><v>{written}</v></c><c/><c t='d'><v>{written}</v></c></row>"));

    [Fact]
    public async Task The_strict_format_is_read_as_the_other()
    {
        static Repeated Strict(string part) => part
            .Replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main", StringComparison.Ordinal)
            .Replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal);
        var rows = await RowsAsync(new WorkbookParts()
            .Set(Root, Strict(Relation("r1", "officeDocument", "xl/workbook.xml")))
            .Set(Relationships, Strict(Relation("r1", "worksheet", "worksheets/sheet1.xml", Relate("r2", "sharedStrings", "sharedStrings.xml"))))
            .Set(Book, Strict(BookOf("<sheets><sheet r:id='r1'/></sheets>")))
            .Set(Strings, Strict($"<sst xmlns='{Main}'><si><t>Ann</t></si></sst>"))
            .Set(Sheet, Strict(SheetOf("<row><c t='s'><v>0</v></c><c t='d'><v>1990-01-02T00:00:00.000</v></c></row>"))));

        Assert.Equal(["2: |Ann|1990-01-02||"], rows);
    }

    [Fact]
    public async Task What_is_of_another_format_inside_does_no_harm() => Assert.Equal(
        ["2: |Ann|||"],
        await ReadAsync(
            $"<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='x'><row><c><v>no</v></c></row></mc:Choice><mc:Fallback/></mc:AlternateContent>{Names}"
            + "<row xmlns:x='urn:x' x:y='z'><x:c><x:v>no</x:v></x:c><c t='str'><x:v>no</x:v><f>A1</f><v>Ann</v><extLst><ext><v>no</v></ext></extLst></c></row>"));

    [Fact]
    public async Task Cells_in_any_order_stand_in_their_columns() => Assert.Equal(
        ["2: |Ann||n|"],
        await ReadAsync("<row><c r='B1' t='str'><v>notes</v></c><c r='A1' t='str'><v>name</v></c></row><row><c r='b2' t='str'><v>n</v></c><c r='a2' t='str'><v>Ann</v></c></row>"));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Parts_may_be_in_UTF_16(string encoding)
    {
        var sheet = $"<?xml version='1.0' encoding='UTF-16'?>{SheetOf(Person)}";
        var content = System.Text.Encoding.GetEncoding(encoding).GetBytes('\uFEFF' + sheet);

        Assert.Equal(["2: |Ann|||"], (await FileReading.ReadAsync(new WorkbookParts().Remove(Sheet).Pack(Sheet, content))).Select(FileReading.Show));
    }

    [Fact]
    public async Task A_first_shared_text_may_be_empty() => Assert.Equal(
        ["2: |Ann|||"],
        await RowsAsync(new WorkbookParts()
            .Set(Strings, $"<sst xmlns='{Main}'><si/><si><t/></si><si><t>Ann</t></si></sst>")
            .Set(Sheet, SheetOf("<row><c t='s'><v>2</v></c><c t='s'><v>0</v></c></row>"))));

    private static Task<IEnumerable<string>> ReadAsync(string rows) =>
        RowsAsync(new WorkbookParts().Set(Sheet, $"<worksheet xmlns='{Main}'><sheetData>{rows}</sheetData></worksheet>"));

    private static async Task<IEnumerable<string>> RowsAsync(WorkbookParts parts) => (await FileReading.ReadAsync(parts.Pack())).Select(FileReading.Show);
}
