using System.Text;
using Inference.Uploads.Files;

namespace Inference.Uploads;

public sealed class JsonFileTests
{
    [Theory]
    [InlineData("""[{"id":1,"NAME":"A","birth_date":"2000-01-02","notes":null,"city":"Rome","data":{"a":[1, 2]}}]""", "1")]
    [InlineData("""{"page":1,"tags":["x"],"people":[{"id":"1","name":"A","birthdate":"02.01.2000","city":"Rome","data":{"a":[1,2]}}],"more":false}""", "1")]
    [InlineData("""{"Id":"1","Name":"A","Birthdate":"2/1/2000","city":"Rome","data":{"a":[1,2]}}""", "1")]
    [InlineData("\n\n{\"id\":\"1\",\"name\":\"A\",\"birthdate\":\"2000-01-02\",\"city\":\"Rome\",\"data\":{\"a\":[1,2]}}\r\n \n", "3")]
    public async Task An_array_a_wrapped_array_and_JSON_lines_are_read_alike(string content, string number)
    {
        var row = Assert.Single(await FileReading.ReadAsync(content));

        Assert.Equal($$"""{{number}}: 1|A|2000-01-02||{"city":"Rome","a":[1,2]}""", FileReading.Show(row));
    }

    [Fact]
    public async Task A_bad_item_is_rejected_by_itself()
    {
        var rows = await FileReading.ReadAsync(
            """[1, {}, {"name":["A"]}, {"name":"A","data":7}, {"name":"A\u0000"}, {"name":"A","x":{"y":"\u0000"}}, {"name":"\ud800"}, {"name":"ok","x":"\\u0000"}]""");

        Assert.Equal(
            [
                "1: it is not an object", "2: it is empty", "3: name must be a string", "4: data must be an object",
                "5: name has a NUL character", "6: it has a NUL character", "7: it has text that is not Unicode",
                """8: |ok|||{"x":"\\u0000"}""",
            ],
            rows.Select(FileReading.Show));
    }

    [Fact]
    public async Task A_bad_line_is_rejected_by_itself()
    {
        var rows = await FileReading.ReadAsync("{\"name\":\"A\"}\n{\"name\":\n{\"name\":\"C\"}");

        Assert.Equal(["1: |A|||", "2: it is not valid JSON", "3: |C|||"], rows.Select(FileReading.Show));
    }

    [Fact]
    public async Task The_name_identifies_JSON_lines_where_the_content_does_not()
    {
        const string Content = """{"name":"A","children":[{"name":"B"}]}""";

        Assert.Equal("1: |B|||", FileReading.Show(Assert.Single(await FileReading.ReadAsync(Content))));
        Assert.Equal(
            """1: |A|||{"children":[{"name":"B"}]}""", FileReading.Show(Assert.Single(await FileReading.ReadAsync(Content, "family.jsonl"))));
    }

    [Theory]
    [InlineData("[{\"name\":\"A\"},\n{\"name\":}]", "is not valid JSON, in line 2")]
    [InlineData("[{\"name\":\"A\"}", "is not valid JSON, in line 1")]
    [InlineData("{\"people\":[{\"name\":\"A\"}]", "is not valid JSON, in line 1")]
    public async Task A_bad_file_is_refused_with_its_line(string content, string reason) =>
        Assert.Equal(reason, await FileReading.FaultAsync(content));

    [Fact]
    public async Task Depth_has_an_end()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));

        Assert.StartsWith("is not valid JSON", await FileReading.FaultAsync(deep), StringComparison.Ordinal);
        Assert.StartsWith("is not valid JSON", await FileReading.FaultAsync($$"""{"a":{{deep}}"""), StringComparison.Ordinal);
        Assert.Equal(
            "1: it is not valid JSON", FileReading.Show((await FileReading.ReadAsync($$"""{"a":{{deep}}""", "deep.jsonl"))[0]));
    }

    [Fact]
    public async Task A_line_has_an_end() => Assert.Equal(
        "has a line of more than 4194304 bytes, line 2",
        (await Assert.ThrowsAsync<FileFaultException>(
            () => FileReading.ReadAsync(Encoding.UTF8.GetBytes("{}\n{\"name\":\"" + new string('x', 5_000_000)), "long.jsonl"))).Message);

    [Fact]
    public async Task A_large_persona_is_rejected() =>
        Assert.Equal("1: it is larger than 1 MiB", FileReading.Show((await FileReading.ReadAsync($$"""[{"x":"{{new string('x', 1_100_000)}}"}]"""))[0]));
}
