using Inference.Messages;

namespace Inference.Guards;

/// <summary>Media beside the content of messages.</summary>
public sealed class GuardMediaTests
{
    private static readonly Message Hello = new() { Role = Role.User, Content = "Hello" };

    public static TheoryData<string> Nothing =>
    [
        """{"images":null,"cache_control":{"type":"ephemeral"}}""",
        """{"images":[],"image":"","audio":{},"video":" ","files":[null,[],{"url":""}]}""",
        """{"tool_plan":"AAAA"}""",
    ];

    [Theory]
    [InlineData("""{"images":["AA"]}""", "images")]
    [InlineData("""{"a":1,"audio":{"data":"AA"}}""", "audio")]
    [InlineData("""{"audio":{"id":"audio_1","data":"AA"}}""", "audio")]
    [InlineData("""{"Images":[[],"AA"]}""", "Images")]
    public void Media_that_a_client_sends_are_named_in_any_role(string extra, string name)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(($"messages[1].{name}", name), GuardReader.FindUnreadable([Hello, Hello with { Role = role, Extra = extra }]));
            Assert.Equal(role != Role.Assistant, GuardReader.FindUnreadable([Hello, Hello with { Role = role, Extra = extra }], areStored: true) is not null);
        }
    }

    [Theory]
    [MemberData(nameof(Nothing))]
    public void What_is_empty_at_every_depth_is_nothing(string extra)
    {
        Assert.Null(GuardReader.FindUnreadable([Hello with { Extra = extra }]));
        Assert.Null(GuardMedia.Find(extra, takesObjects: false));
    }

    [Fact]
    public void A_part_may_have_empty_media_beside_its_text() => Assert.Null(GuardReader.FindUnreadable(
        [Hello with { Parts = """[{"type":"text","text":"a","image_url":"","data":[],"file":{"url":null}}]""" }]));

    [Fact]
    public void An_assistants_message_may_name_the_audio_of_an_answer()
    {
        const string extra = """{"audio":{"id":"audio_1"}}""";

        Assert.Null(GuardReader.FindUnreadable([Hello with { Role = Role.Assistant, Extra = extra }]));
        Assert.Equal("audio", GuardReader.FindUnreadable([Hello with { Extra = extra }])?.Type);
    }

    [Theory]
    [InlineData("""{"images":["AAAA"]}""", "images")]
    [InlineData("""{"modalities":["audio"],"audio":{"voice":"alloy","format":"wav"}}""", null)]
    public void Media_of_a_request_itself_are_named(string extra, string? name) => Assert.Equal(name, GuardMedia.Find(extra, takesObjects: false));
}
