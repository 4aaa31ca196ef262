using System.Text;
using Microsoft.Extensions.Configuration;

namespace Inference.Settings;

public sealed class SectionJsonTests
{
    [Theory]
    [InlineData("""{"top_k":20}""")]
    [InlineData("""{"a":true,"b":false,"c":null,"d":-1.50,"e":1e+3,"f":"text","g":"é \"q\""}""")]
    [InlineData("""{"b":{"c":[1,"x",{"d":[0.10]},[2]],"D":{"0":"a","2":"b"}}}""")]
    [InlineData("""{"e":""}""")]
    [InlineData("""["a"]""")]
    public void What_a_file_has_is_written_again(string json) => Assert.Equal(json, Read(json));

    [Theory]
    [InlineData("""{"a":"20"}""", """{"a":20}""")]
    [InlineData("""{"a":"True"}""", """{"a":true}""")]
    [InlineData("""{"a":"null"}""", """{"a":null}""")]
    [InlineData("""{"a":{"0":1}}""", """{"a":[1]}""")]
    public void A_text_becomes_what_it_reads_as(string json, string read) => Assert.Equal(read, Read(json));

    [Theory]
    [InlineData("012")]
    [InlineData("1.")]
    [InlineData("+1")]
    [InlineData("NaN")]
    [InlineData("1 ")]
    [InlineData("1\n")]
    [InlineData("0x1")]
    [InlineData("Null")]
    [InlineData("[1]")]
    public void Other_texts_stay_texts(string text) => Assert.Equal($$"""{"a":"{{text.Replace("\n", "\\n", StringComparison.Ordinal)}}"}""", Read(text, "s:a"));

    private static string Read(string json) => SectionJson.Of(new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"s":{{json}}}""")))
        .Build()
        .GetSection("s"));

    private static string Read(string value, string name) =>
        SectionJson.Of(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build().GetSection("s"));
}
