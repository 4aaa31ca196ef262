namespace Inference.Uploads;

public sealed class SavedFileTests
{
    private const string Notes = "first line; \"quoted\", with a comma";

    [Fact]
    public async Task A_workbook_has_dates_for_numbers_and_values_for_formulas()
    {
        var rows = await FileReading.ReadAsync(FileReading.Saved("people.xlsx"));

        Assert.Equal(
            [
                $$"""2: c-1|Zoë Müller|1985-12-31|{{Notes}}{{"\n"}}second line|{"Visits":3,"Twice":6,"Last visit":"2026-03-01T14:30:00","Member":1}""",
                """4: |Annika|1904-02-29||{"Visits":0.5,"Twice":1,"Member":0}""",
                "5: 1003|François Nuñez|2000-01-01|à bientôt|",
            ],
            rows.Select(FileReading.Show));
    }

    [Theory]
    [InlineData("semicolons.csv", "\n")]
    [InlineData("latin1.csv", "\n")]
    [InlineData("utf16.csv", "\n")]
    public async Task Text_of_any_separator_and_encoding_says_the_same(string file, string lineBreak)
    {
        var rows = (await FileReading.ReadAsync(FileReading.Saved(file))).Select(FileReading.Show).ToList();

        Assert.Equal(3, rows.Count);
        Assert.StartsWith($"2: c-1|Zoë Müller|1985-12-31|{Notes}{lineBreak}second line|{{\"Visits\":\"3\",\"Twice\":\"6\"", rows[0].ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.StartsWith("4: |Annika|1904-02-29||{\"Visits\":\"0.5\"", rows[1], StringComparison.Ordinal);
        Assert.Equal("5: 1003|François Nuñez|2000-01-01|à bientôt|", rows[2]);
    }
}
