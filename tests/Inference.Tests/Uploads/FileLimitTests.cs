using Inference.Uploads.Files;
using Inference.Uploads.Hostile;

namespace Inference.Uploads;

/// <summary>An excess within a row rejects the row; one that would take memory before it is detected refuses the file.</summary>
public sealed class FileLimitTests
{
    [Fact]
    public async Task A_row_too_wide_or_with_a_long_cell_is_rejected_alone()
    {
        var rows = await ShowAsync(WorkbookParts.OfRows(
            $"<row><c t='str'><v>{new string('x', 32_768)}</v></c></row><row><c r='AMJ3' t='str'><v>x</v></c></row><row><c r='AMK4' t='str'><v>x</v></c></row>"
            + "<row r='5'><c r='A5' t='str'><v>Ann</v></c><c r='XFD5' s='1'/></row>"));

        Assert.Equal(
            ["2: name has more than 32767 characters", "3: it has more columns than the first row", "4: it has more than 1024 columns", "5: |Ann|||"], rows);
    }

    [Fact]
    public async Task A_sheet_of_wide_rows_is_refused_after_a_thousand()
    {
        const string wide = "<row><c r='AMK4' t='str'><v>x</v></c></row>";
        var most = await FileReading.ReadAsync(WorkbookParts.OfRows(string.Concat(Enumerable.Repeat(wide, 1_000))));

        Assert.Equal(1_000, most.Length);
        Assert.Equal(
            "has more than 1000 rows with more than 1024 columns",
            await FileReading.FaultAsync(WorkbookParts.OfRows(string.Concat(Enumerable.Repeat(wide, 1_001)))));
    }

    [Fact]
    public async Task A_cell_of_the_spreadsheet_limit_is_read_in_every_format()
    {
        var longest = string.Concat(Enumerable.Repeat("_x0041_", 32_767));
        var rows = await FileReading.ReadAsync(WorkbookParts.With(
            WorkbookParts.Sheet, WorkbookParts.SheetOf($"<row><c t='str'><v>Ann</v></c></row><row><c t='str'><v>{longest}_x0041_</v></c></row>").Replace("birthdate", longest[..700], StringComparison.Ordinal)));
        var data = await FileReading.ReadAsync(WorkbookParts.With(
            WorkbookParts.Sheet, WorkbookParts.SheetOf($"<row><c t='str'><v>B</v></c><c t='str'><v>{longest}</v></c></row>").Replace("birthdate", "other", StringComparison.Ordinal)));

        Assert.Equal(["2: |Ann|||", "3: name has more than 32767 characters"], rows.Select(FileReading.Show));
        Assert.Equal($$"""{"other":"{{new string('A', 32_767)}}"}""", data[0].Row!.Fields.Data);
    }

    [Fact]
    public async Task A_wide_row_is_rejected_alone_and_a_long_one_refuses_all()
    {
        Assert.Equal(
            ["2: |A|||", "3: it has more than 1024 columns", "4: |B|||"],
            await ShowAsync(System.Text.Encoding.UTF8.GetBytes($"name\nA\n{new string(',', 1_024)}\nB\n")));
        Assert.Equal(
            "has a row of more than 2097152 characters, row 3", await FileReading.FaultAsync($"name\nA\n{new string(',', 2_200_000)}\nB\n"));
        Assert.Equal("has more than 1024 columns", await FileReading.FaultAsync($"name{new string(',', 1_024)}\n"));
    }

    [Fact]
    public async Task Names_of_columns_have_an_end_one_by_one_and_together()
    {
        var name = new string('h', 1_024);

        Assert.Single(await FileReading.ReadAsync($"name,{name}\nA,x\n"));
        Assert.Equal(
            "has a name of more than 1024 characters in its first row, column 3", await FileReading.FaultAsync($"name,a,{name}h\nA,x\n"));
        Assert.Equal(
            "has more than 65536 characters in its first row",
            await FileReading.FaultAsync($"name,{string.Join(',', Enumerable.Repeat(name, 64))}\nA\n"));
    }

    [Theory]
    [InlineData("name,data\nA,\"{\"\"x\"\":", "[", "]", "}\"\nB,\n")]
    [InlineData("[{\"name\":\"A\",\"data\":{\"x\":", "[", "]", "}},{\"name\":\"B\"}]")]
    [InlineData("[{\"name\":\"A\",\"x\":", "{\"a\":", "}", "},{\"name\":\"B\"}]", "1")]
    public async Task Data_is_at_most_32_levels_deep(string before, string opening, string closing, string after, string inside = "")
    {
        string Nested(int levels) => $"{before}{string.Concat(Enumerable.Repeat(opening, levels))}{inside}{string.Concat(Enumerable.Repeat(closing, levels))}{after}";

        var allowed = await FileReading.ReadAsync(Nested(31));
        var rejected = await FileReading.ReadAsync(Nested(32));

        Assert.Equal(["A", "B"], allowed.Select(row => row.Row?.Fields.Name));
        Assert.Equal(["its data is more than 32 levels deep", null], rejected.Select(row => row.Fault));
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"data":{"\udc00":1}}""")]
    [InlineData("""{"data":{"a":"\ud800"}}""")]
    [InlineData("""{"x":[{"a":{"b\ud800":1}}]}""")]
    [InlineData("""{"x":[["\udc00\ud800"]]}""")]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"notes":"a\ud800"}""")]
    public async Task Half_a_pair_in_JSON_rejects_its_row(string json)
    {
        var rows = await FileReading.ReadAsync($$"""[{{json}},{"name":"A😀","x":"\ud83d\ude00"}]""");
        var line = await FileReading.ReadAsync($"{json}\n", "file.jsonl");

        Assert.Equal(["1: it has text that is not Unicode", "2: |A😀|||{\"x\":\"\\uD83D\\uDE00\"}"], rows.Select(FileReading.Show));
        Assert.Equal(["1: it has text that is not Unicode"], line.Select(FileReading.Show));
    }

    [Fact]
    public async Task Half_a_pair_in_a_column_of_JSON_rejects_its_row() => Assert.Equal(
        ["2: it has text that is not Unicode", "3: it has text that is not Unicode", "4: |C|||"],
        await ShowAsync("name,data\nA,\"{\"\"\\ud800\"\":1}\"\nB,\"{\"\"a\"\":[\"\"\\ud800\"\"]}\"\nC,\n"u8.ToArray()));

    [Fact]
    public async Task Half_a_pair_in_UTF_16_is_replaced() => Assert.Equal(
        ["2: |A\uFFFDB|||"], await ShowAsync([0xFF, 0xFE, .. "name\nA"u8.ToArray().SelectMany(letter => new byte[] { letter, 0 }), 0x00, 0xD8, (byte)'B', 0]));

    [Fact]
    public async Task Rows_rejected_by_exceptions_are_limited()
    {
        const string Fault = "has more than 10000 rows with what is not valid JSON, or not Unicode";

        Assert.Equal(Fault, await FileReading.FaultAsync($"{{\"name\":\"A\"}}\n{string.Concat(Enumerable.Repeat("{\n", 10_001))}"));
        Assert.Equal(Fault, await FileReading.FaultAsync($"[{string.Join(',', Enumerable.Repeat("{\"name\":\"\\ud800\"}", 10_001))}]"));
        Assert.Equal(Fault, await FileReading.FaultAsync($"name,data\n{string.Concat(Enumerable.Repeat("A,{\n", 10_001))}"));
    }

    [Fact]
    public async Task A_persona_has_at_most_1024_fields()
    {
        static string Fields(int count) => $"{{\"name\":\"A\",{string.Join(',', Enumerable.Range(0, count).Select(n => $"\"f{n}\":1"))}}}";

        var rows = await FileReading.ReadAsync($"[{Fields(1_024)},{Fields(1_025)}]");

        Assert.Equal([null, "it has more than 1024 fields"], rows.Select(row => row.Fault));
    }

    [Fact]
    public async Task Items_and_values_of_JSON_have_an_end()
    {
        var text = new string('x', 5_000_000);

        Assert.Equal("has an item of more than 4194304 bytes, item 2", await FileReading.FaultAsync($$"""[{"name":"A"},{"x":"{{text}}"}]"""));
        Assert.Equal("has a value of more than 4194304 bytes", await FileReading.FaultAsync($$"""{"x":"{{text}}","people":[]}"""));
    }

    [Theory]
    [InlineData("name\n", "")]
    [InlineData("{\"name\":\"A\"}\n", "file.jsonl")]
    public async Task Empty_rows_have_an_end(string before, string name) => Assert.Equal(
        "has more than 1048576 empty rows",
        (await Assert.ThrowsAsync<FileFaultException>(() => FileReading.ReadAsync(before + new string('\n', 1_100_000), name))).Message);

    [Fact]
    public async Task Expansion_beyond_a_ratio_is_refused_except_for_small_files()
    {
        var equal = $"<row><c t='str'><v>Ann</v></c>{string.Concat(Enumerable.Repeat("<c s='1'><v>31412</v></c>", 1))}</row>";

        Assert.Equal(100_000, (await FileReading.ReadAsync(WorkbookParts.OfRows(equal, 100_000))).Length);
        Assert.Equal(
            "is more than 50 times as large when unpacked",
            await FileReading.FaultAsync(WorkbookParts.OfRows("x", 70_000_000, "<row><c t='str'><v>", "</v></c></row>")));
    }

    [Fact]
    public async Task A_text_that_cells_share_counts_as_often_as_it_is_used()
    {
        var row = $"<row>{string.Concat(Enumerable.Repeat("<c t='s'><v>0</v></c>", 2))}</row>";
        var parts = new WorkbookParts()
            .Set(WorkbookParts.Strings, $"<sst xmlns='{WorkbookParts.Main}'><si><t>{new string('x', 32_000)}</t></si></sst>")
            .Set(WorkbookParts.Sheet, WorkbookParts.SheetOf(string.Concat(Enumerable.Repeat(row, 1_200))));

        Assert.Equal("is more than 50 times as large when unpacked", await FileReading.FaultAsync(parts.Pack()));
    }

    [Fact]
    public async Task A_reason_is_short_with_any_quotation()
    {
        var row = Assert.Single(await FileReading.ReadAsync(WorkbookParts.OfRows($"<row><c t='e'><v>{new string('x', 32_000)}</v></c></row>")));

        Assert.Equal(300, row.Fault!.Length);
    }

    private static async Task<IEnumerable<string>> ShowAsync(byte[] content) => (await FileReading.ReadAsync(content)).Select(FileReading.Show);
}
