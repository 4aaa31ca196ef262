namespace Inference.Completions.Requests;

public sealed class ContentPartsTests
{
    [Theory]
    [InlineData("""[]""", "")]
    [InlineData("""[{"type":"text","text":"a"}]""", "a")]
    [InlineData("""[{"type":"text","text":""},{"text":"b","type":"text"},{"type":"text","text":""}]""", "b\n")]
    public void Parts_that_are_text_alone_are_text(string parts, string text)
    {
        var message = CompletionBody.Call(Request(parts)).Messages[0];

        Assert.Equal((text, null), (message.Content, message.Parts));
    }

    [Theory]
    [InlineData("""[ {"type":"text","text":"a","cache_control":{"type":"ephemeral"}} ]""", "a")]
    [InlineData("""[{"type":"text","text":"a"}, {"type":"image_url","image_url":{"url":"data:,","text":"no"}}]""", "a")]
    [InlineData("""[{"type":"refusal","refusal":"r"},{"thinking":"t","type":"thinking","signature":"s"}]""", "r\nt")]
    [InlineData("""[{"type":"tool_result","content":[{"text":"x"},1,["y"],{"content":[{"text":"z"}]}]}]""", "x\nz")]
    [InlineData("""[{"type":"text","text":"a","text":"b"}]""", "a\nb")]
    [InlineData("""[{"type":"input_text","text":{"text":"no"}}]""", "")]
    public void Other_parts_are_kept_as_they_came_and_their_text_is_read(string parts, string text)
    {
        var message = CompletionBody.Call(Request(parts)).Messages[0];

        Assert.Equal((text, parts), (message.Content, message.Parts));
    }

    [Theory]
    [InlineData("""["text"]""")]
    [InlineData("""[{"text":"a"}]""")]
    [InlineData("""[{"type":1,"text":"a"}]""")]
    [InlineData("""[{"type":"text"}]""")]
    [InlineData("""[{"type":"text","text":1}]""")]
    [InlineData("""[{"text":["a"],"type":"text"}]""")]
    public void A_part_without_its_type_or_text_is_refused(string parts) =>
        Assert.Equal("messages[0].content", CompletionBody.Refuse(Request(parts)).Param);

    [Theory]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":5}]",
        "messages[0].content must be text, null or an array of parts: each an object with a type, and with a text where the type is text")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]",
        "messages[0].content must be text, null or an array of parts: each an object with a type, and with a text where the type is text")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"stop\":5", "stop must be a string or an array of strings")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"stop\":[\"a\",5]", "stop must be a string or an array of strings")]
    public void A_refusal_says_what_a_value_must_be(string members, string message) =>
        Assert.Contains(message, CompletionBody.Refuse($"{{{members}}}").Message, StringComparison.Ordinal);

    [Fact]
    public void Each_message_has_its_own_parts()
    {
        var call = CompletionBody.Call("""
            {"tools":[],"messages":[{"content":"plain","role":"user"},{"role":"user","content":[{"type":"a"}]},{"role":"assistant","content":null,"refusal":"r"},
             {"role":"user","content":[{"type":"text","text":"t"}],"content2":[{"type":"no"}]},{"content":[{"type":"b"}],"role":"user"}],"x":{"messages":[1]}}
            """);

        Assert.Equal([null, """[{"type":"a"}]""", null, null, """[{"type":"b"}]"""], call.Messages.Select(message => message.Parts));
    }

    /// <summary>The text of a part is read where it stands: beside the part's JSON as text there is nothing of its size.</summary>
    [Fact]
    public void A_large_part_is_copied_once()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(
            Request($$$"""[{"type":"image_url","image_url":{"url":"data:image/jpeg;base64,{{{new string('A', 4_000_000)}}}"}}]"""));
        CompletionBody.Parse(body);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var request = CompletionBody.Parse(body).Value;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 8_000_000, 8_200_000);
        Assert.Equal(4_000_000, request.Messages[0].ToMessage().Parts!.Count(character => character == 'A'));
    }

    private static string Request(string parts) => $$"""{"messages":[{"role":"user","content":{{parts}}}]}""";
}
