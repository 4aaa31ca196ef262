namespace Inference.Uploads;

public sealed class WorkbookTests
{
    private const string Header = """<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>birthdate</t></is></c><c r="D1" t="inlineStr"><is><t>other</t></is></c></row>""";

    private const string Styles = """
        <numFmts count="3"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.0&quot; days&quot;"/></numFmts>
        <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
        """;

    [Fact]
    public async Task Cells_stand_where_their_references_say()
    {
        var rows = await FileReading.ReadAsync(Sheets.OfSheet(
            $"""{Header}<row r="4"><c r="D4"><v>1.5</v></c></row><row r="7"><c r="A7" t="inlineStr"><is><r><t>Zo</t></r><r><t>e</t></r></is></c><c r="D7" t="b"><v>1</v></c></row>"""));

        Assert.Equal(["4: it has no name", """7: |Zoe|||{"other":true}"""], rows.Select(FileReading.Show));
    }

    [Theory]
    [InlineData(false, "1985-12-31")]
    [InlineData(true, "1990-01-01")]
    public async Task Numbers_in_the_style_of_dates_are_dates_of_the_workbooks_calendar(bool since1904, string expected)
    {
        var rows = await FileReading.ReadAsync(Sheets.OfSheet(
            Header + string.Concat(Enumerable.Range(1, 4).Select(style => $"""<row><c t="inlineStr"><is><t>A</t></is></c><c s="1"><v>31412</v></c><c/><c s="{style}"><v>31412</v></c></row>""")),
            since1904,
            Styles));

        Assert.Equal(
            [$"\"{expected}\"", $"\"{expected}\"", "31412", "31412"],
            rows.Select(row => row.Row!.Fields.Data!["{\"other\":".Length..^1]));
        Assert.All(rows, row => Assert.Equal(expected, row.Row!.Fields.Birthdate));
    }

    [Fact]
    public async Task Formulas_give_what_was_saved_and_an_error_rejects_its_row()
    {
        var rows = await FileReading.ReadAsync(Sheets.OfSheet(
            $"""{Header}<row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://127.0.0.1/")</f><v>Saved</v></c></row><row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"""));

        Assert.Equal(["2: |Saved|||", "3: name has the error #DIV/0!"], rows.Select(FileReading.Show));
    }

    [Fact]
    public async Task What_looks_like_a_workbook_and_is_none_is_refused()
    {
        Assert.Equal("is a damaged XLSX file", await FileReading.FaultAsync([(byte)'P', (byte)'K', 3, 4, 0, 0]));
        Assert.StartsWith("is a ZIP archive and no XLSX file", await FileReading.FaultAsync(Archives.Zip(("readme.txt", "hello"))), StringComparison.Ordinal);
        Assert.StartsWith("is a damaged XLSX file", await FileReading.FaultAsync(Sheets.OfSheet("<row><c")), StringComparison.Ordinal);
        Assert.StartsWith(
            "is a damaged XLSX file", await FileReading.FaultAsync(Sheets.OfSheet("""<row><c t="s"><v>7</v></c></row>""")), StringComparison.Ordinal);
        Assert.Equal("is empty", await FileReading.FaultAsync(Sheets.OfSheet("")));
    }
}
