namespace Inference.Uploads;

public sealed class TableTests
{
    [Theory]
    [InlineData("ID;Náme;BIRTH_DATE;Notes\n1;A;2000-01-02;n")]
    [InlineData("id,name, Birth Date ,nòtes\r\n1,A,2/1/2000,n\r\n")]
    [InlineData("sep=;\nid;name;birthdate;notes\n1;A;2.1.2000;n")]
    [InlineData("\n\nid\tname\tbirthdate\tnotes\n1\tA\t02/01/2000\tn")]
    public async Task Column_names_ignore_case_accents_and_underscores(string content)
    {
        var row = Assert.Single(await FileReading.ReadAsync(content));

        Assert.Equal("1|A|2000-01-02|n|", FileReading.Show(row).Split(": ")[1]);
    }

    [Fact]
    public async Task Other_columns_are_data_each_under_a_name_of_its_own()
    {
        var rows = await FileReading.ReadAsync("name,city,,city,data\nA,Rome,x,Oslo,\"{\"\"a\"\":[1]}\"\nB,,,,plain\n");

        Assert.Equal(
            ["""2: |A|||{"city":"Rome","column_3":"x","city_2":"Oslo","a":[1]}""", """3: |B|||{"data":"plain"}"""],
            rows.Select(FileReading.Show));
    }

    [Fact]
    public async Task A_bad_row_is_rejected_alone_under_its_spreadsheet_number()
    {
        var rows = await FileReading.ReadAsync(
            "name,birthdate,id\nA,31/02/2000,\n\nB,1985,\nC,,a b\nD,,,too much\n\"E\"x,,\n" + new string('F', 257) + ",,\n ok ,,\nG,,.\n");

        Assert.Equal(
            [
                "2: birthdate must be a date such as 1985-12-31, 31/12/1985 or 31.12.1985",
                "4: birthdate 1985 is a number: it must be a date such as 1985-12-31, 31/12/1985 or 31.12.1985",
                "5: id must be 1 to 128 letters, digits or - _ . : @",
                "6: it has more columns than the first row",
                "7: a quoted value is not closed, or goes on after its end",
                "8: name must be at most 256 characters long",
                "9: |ok|||",
                "10: id must be 1 to 128 letters, digits or - _ . : @",
            ],
            rows.Select(FileReading.Show));
    }

    [Fact]
    public async Task A_row_without_a_name_is_rejected()
    {
        var rows = await FileReading.ReadAsync("id,name,notes\n1,,\n2, ,n\n3,C,\n");

        Assert.Equal(["2: it has no name", "3: it has no name", "4: 3|C|||"], rows.Select(FileReading.Show));
    }

    [Fact]
    public async Task After_values_with_line_breaks_a_bad_row_names_its_line()
    {
        var rows = await FileReading.ReadAsync("name,id\n\"A\nB\",\nC,a b\n");

        Assert.Equal("3: id must be 1 to 128 letters, digits or - _ . : @ (line 4 of the file)", FileReading.Show(rows[1]));
    }

    [Fact]
    public async Task A_quote_inside_of_a_value_is_a_quote() =>
        Assert.Equal("2: |5' 10\" Joe|||", FileReading.Show(Assert.Single(await FileReading.ReadAsync("name,notes\n5' 10\" Joe,\n"))));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n\n", "is empty")]
    [InlineData(",,\n,,\n", "is empty")]
    [InlineData(
        "\nCustomers 2024,,\nname,birthdate\nA,\n",
        "has no column 'name': its row 2 (Customers 2024) was taken for the names of the columns. Put names such as id, name, birthdate, notes there, and no title above them")]
    [InlineData(
        "id,a,b,c,d,e\n1\n",
        "has no column 'name': its row 1 (id, a, b, c, d, …) was taken for the names of the columns. Put names such as id, name, birthdate, notes there, and no title above them")]
    [InlineData("name,Name\nA,B\n", "has two columns 'name'")]
    [InlineData("name,notes\nA,\"open\nB,b\nC,c\n", "has a quoted value that is not closed, in row 2")]
    public async Task A_bad_file_is_refused_with_a_reason(string content, string reason) =>
        Assert.Equal(reason, await FileReading.FaultAsync(content));

    [Fact]
    public async Task What_is_neither_text_nor_a_workbook_is_refused()
    {
        Assert.Equal("is neither text nor an XLSX file", await FileReading.FaultAsync([1, 0, 0, 2]));
        Assert.StartsWith("is an Excel file of the old kind", await FileReading.FaultAsync([0xD0, 0xCF, 0x11, 0xE0, 1]), StringComparison.Ordinal);
        Assert.Equal("has a value of more than 1048576 characters in row 2", await FileReading.FaultAsync("name,notes\nA," + new string('x', 1_100_000)));
    }

    [Fact]
    public async Task Text_with_invalid_UTF8_at_its_end_is_western_throughout()
    {
        var content = "name\n" + string.Concat(Enumerable.Repeat("Anna\n", 50_000));

        var rows = await FileReading.ReadAsync([.. System.Text.Encoding.Latin1.GetBytes("name\nZoé\n" + content["name\n".Length..] + "José")]);

        Assert.Equal(["Zoé", "José"], [rows[0].Row!.Fields.Name!, rows[^1].Row!.Fields.Name!]);
    }
}
