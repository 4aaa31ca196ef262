using Inference.Messages;

namespace Inference.Completions.Requests;

/// <summary>What a reply has told of an assistant's message can stand in the next request.</summary>
public sealed class SentBackMessageTests
{
    [Theory]
    [InlineData("""{"role":"assistant"}""", null, null)]
    [InlineData("""{"role":"assistant","content":null}""", null, null)]
    [InlineData("""{"role":"assistant","content":""}""", "", null)]
    [InlineData("""{"role":"assistant","content":[]}""", "", null)]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[]}""", null, null)]
    [InlineData("""{"role":"assistant","content":null,"images":[{"type":"image_url"}]}""", null, """{"images":[{"type":"image_url"}]}""")]
    [InlineData("""{"role":"assistant","content":null,"reasoning_details":[1]}""", null, """{"reasoning_details":[1]}""")]
    [InlineData("""{"role":"assistant","content":null,"annotations":[]}""", null, """{"annotations":[]}""")]
    [InlineData(
        """{"role":"assistant","content":null,"refusal":null,"annotations":[],"audio":null,"function_call":null}""",
        null,
        """{"refusal":null,"annotations":[],"audio":null,"function_call":null}""")]
    public void An_assistants_message_may_say_nothing(string message, string? content, string? extra)
    {
        var taken = Take(message);

        Assert.Equal((Role.Assistant, content, extra), (taken.Role, taken.Content, taken.Extra));
    }

    [Theory]
    [InlineData("""{"id":"c"}""", "c", "", "", null)]
    [InlineData("""{"id":"","type":"function"}""", "", "", "", null)]
    [InlineData("""{"id":"c","type":"function","index":0,"function":{"arguments":"{}"}}""", "c", "", "{}", null)]
    [InlineData("""{"id":"c","type":"function","function":{"name":"","arguments":""}}""", "c", "", "", null)]
    [InlineData("""{"id":"c","type":"function","custom":{"name":"x"}}""", "c", "", "", """{"custom":{"name":"x"}}""")]
    public void A_call_needs_no_more_than_an_id(string call, string id, string name, string arguments, string? extra)
    {
        var made = Assert.Single(Take($$"""{"role":"assistant","tool_calls":[{{call}}]}""").ToolCalls);

        Assert.Equal((id, name, arguments, extra), (made.Id, made.Name, made.Arguments, made.Extra));
    }

    [Theory]
    [InlineData("user", """{"x":1,"tool_call_id":"c\"1"}""")]
    [InlineData("assistant", """{"x":1,"tool_call_id":"c\"1"}""")]
    [InlineData("tool", """{"x":1}""")]
    public void A_call_id_of_other_roles_is_a_member_like_any_other(string role, string extra)
    {
        var message = Take($$"""{"role":"{{role}}","content":"a","tool_call_id":"c\"1","x":1}""");

        Assert.Equal(("c\"1", extra), (message.ToolCallId, message.Extra));
    }

    private static Message Take(string message) =>
        CompletionBody.Call($$"""{"messages":[{"role":"user","content":"Hi"},{{message}},{"role":"user","content":"And?"}]}""").Messages[1];
}
