using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Inference.Storage;

public sealed class ShortDocumentTests
{
    private static readonly Gen<string> _texts = Gen.OneOf(Gen.String, Gen.Select(Gen.Const("\U0001F600é{"), Gen.Int[0, 2_000], (text, n) => string.Concat(Enumerable.Repeat(text, n))));

    [Fact]
    public void What_is_long_is_cut_and_nothing_else()
    {
        var text = new string('x', 1_001);

        var cut = Cut(new JsonObject
        {
            ["id"] = "a",
            ["text"] = text,
            ["whole"] = new string('y', 1_000),
            ["list"] = new JsonArray([.. Enumerable.Range(0, 30).Select(n => JsonValue.Create(n))]),
            ["data"] = $$"""{"a":{"b":"{{text}}"},"n":1.50}""",
            ["almost"] = "{" + text,
        });

        Assert.Equal("a", (string?)cut["id"]);
        Assert.Equal(text[..1_000] + "…", (string?)cut["text"]);
        Assert.Equal(new string('y', 1_000), (string?)cut["whole"]);
        Assert.Equal(20, cut["list"]!.AsArray().Count);
        Assert.Equal($$"""{"a":{"b":"{{text[..1_000]}}…"},"n":1.50}""", (string?)cut["data"]);
        Assert.Equal(1_001, ((string)cut["almost"]!).Length);
        Assert.True((bool)cut["truncated"]!);
    }

    [Fact]
    public void Any_document_stays_json_with_whole_characters() => Gen.Select(_texts, _texts, _texts).Sample(texts =>
    {
        var cut = Cut(new JsonObject { ["a"] = texts.Item1, ["b"] = new JsonArray(texts.Item2, new JsonObject { ["c"] = texts.Item3 }) });

        Assert.All((JsonNode[])[cut["a"]!, cut["b"]![0]!, cut["b"]![1]!["c"]!], text =>
        {
            Assert.True(((string)text!).Length <= 1_001);
            Assert.Equal((string)text!, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((string)text!)));
        });
    });

    private static JsonNode Cut(JsonObject document) => JsonNode.Parse(ShortDocument.Of(JsonSerializer.SerializeToUtf8Bytes(document)))!;
}
