namespace Inference.Uploads;

public sealed class ArchiveTests
{
    private const string Laughs = """
        <!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>
        """;

    [Fact]
    public async Task Too_many_files_are_refused_before_any_is_looked_at()
    {
        var many = Archives.Zip([.. Enumerable.Range(0, 1_001).Select(n => ($"f{n}", ""))]);

        Assert.Equal("has more than 1000 files in it", await FileReading.FaultAsync(many));
    }

    [Fact]
    public async Task An_archive_declared_too_large_is_refused_before_unpacking()
    {
        var bomb = Archives.Zip(("xl/worksheets/sheet1.xml", new string(' ', 3_000_000)));

        Assert.InRange(bomb.Length, 100, 50_000);
        Assert.Equal(
            "is larger than 2000000 bytes when unpacked", await FileReading.FaultAsync(bomb, new UploadOptions { MaxUnpackedBytes = 2_000_000 }));
        Assert.Equal(
            "is larger than 536870912 bytes when unpacked", await FileReading.FaultAsync(Archives.Claiming(bomb, uint.MaxValue)));
    }

    [Fact]
    public async Task What_lies_about_its_size_is_cut_off_at_it()
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"""<row><c t="inlineStr"><is><t>Person {n}</t></is></c></row>"""));
        var lying = Archives.Claiming(Sheets.OfSheet($"""<row><c t="inlineStr"><is><t>name</t></is></c></row>{rows}"""), 20_000);

        Assert.StartsWith(
            "is a damaged XLSX file", await FileReading.FaultAsync(lying, new UploadOptions { MaxUnpackedBytes = 200_000 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entities_are_refused()
    {
        var laughs = Sheets.OfSheet("""<row><c t="inlineStr"><is><t>&f;</t></is></c></row>""", prologue: Laughs);

        Assert.StartsWith("is a damaged XLSX file", await FileReading.FaultAsync(laughs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_cells_share_have_an_end()
    {
        var strings = string.Concat(Enumerable.Repeat($"<si><t>{new string('x', 32_000)}</t></si>", 4_200));

        Assert.Equal(
            "has more than 134217728 bytes of text",
            await FileReading.FaultAsync(Sheets.OfSheet("", strings: strings), new UploadOptions { MaxUnpackingRatio = 2_000 }));
    }
}
