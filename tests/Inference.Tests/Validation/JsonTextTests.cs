using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Inference.Binding;
using Inference.Infrastructure;
using Inference.Language;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Inference.Validation;

public sealed class JsonTextTests
{
    // Code units that are NUL, halves, pairs by chance, or anything else; some stand as they are, most as escapes, some behind backslashes.
    private static readonly Gen<string> Escape = Gen.OneOf(
        Gen.OneOfConst("\\u0000", "\\ud83d", "\\uDE00", "\\uD83D\\ude00", "\\\\", "\\\\u0000", "\\n", "u", "é"),
        Gen.UShort.Select(unit => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:x4}")));

    private static readonly Gen<string> Text = Escape.Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"\uDFFF"}""")]
    [InlineData("""{"a":"\ude00\ud83d"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud83dx\ude00"}""")]
    [InlineData("""{"\udfff":1}""")]
    [InlineData("""{"a":[{"b":{"\ud800":[]}}]}""")]
    [InlineData("""{"a":"\\\ud800"}""")]
    [InlineData("""{"a":"\u0000"}""")]
    public void Text_that_no_reader_can_decode_is_found(string json) => Assert.NotNull(JsonText.FindFault(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"a":"\ud83d\uDE00"}""")]
    [InlineData("""{"a":"\\ud800"}""")]
    [InlineData("""{"\uD83D\uDE00":"😀"}""")]
    [InlineData("""{"a":"\u00e9"}""")]
    public void Pairs_and_escaped_backslashes_are_no_fault(string json) => Assert.Null(JsonText.FindFault(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Text_is_refused_exactly_if_it_cannot_be_stored_and_read() => Text.Sample(text =>
    {
        var json = Encoding.UTF8.GetBytes($"\"{text}\"");

        Assert.Equal(IsReadable(json), JsonText.FindFault(json) is null);
    });

    [Fact]
    public void Repaired_text_can_always_be_read() => Text.Sample(text =>
    {
        var json = Encoding.UTF8.GetBytes($"\"{text}\"");

        JsonEscapes.ReplaceSurrogateHalves(json);

        Assert.NotNull(JsonSerializer.Deserialize<string>(json));
    });

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"a\":\"\\u00")]
    public void What_is_stored_and_no_json_is_left_out(string json) => Assert.Null(FreeJson.Read(json));

    [Fact]
    public void Repairing_keeps_everything_but_the_halves() =>
        Assert.Equal("""{"�😀\u0000":"a�b"}""", Repair("""{"\ud800😀\u0000":"a\uDE00b"}"""));

    [Fact]
    public async Task A_lone_surrogate_is_refused_by_every_JSON_operation()
    {
        await using var app = await RequestTestApp.StartAsync(app => app.MapPost("/orders", (Body<OrderRequest> body) => TypedResults.Ok(body.Value)));

        var (status, body) = await app.PostAsync("/orders", """{"name":"a","anything":{"k":"\ud800"}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_param_value", body.ErrorCode());
        Assert.Equal("""The body has half of a surrogate pair (\ud800) line 1, column 30; text must not.""", body.ErrorMessage());
    }

    private static string Repair(string json)
    {
        var value = FreeJson.Read(json)!.Value;
        return value.GetRawText().Replace("\\ufffd", "�", StringComparison.Ordinal);
    }

    private static bool IsReadable(byte[] json)
    {
        try
        {
            return !JsonSerializer.Deserialize<string>(json)!.Contains('\0', StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
