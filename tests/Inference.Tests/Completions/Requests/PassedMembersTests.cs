using System.Text.Json.Nodes;
using Inference.Messages;

namespace Inference.Completions.Requests;

/// <summary>What a client sends and the contract does not have is kept as the text that came.</summary>
public sealed class PassedMembersTests
{
    // Every kind of value, in spellings that a parser would change.
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "1.0", "1e400", "-2.50E-7", "12345678901234567890", "0.1000000000000000055511151231257827",
        "\"\"", "\"text\"", "\"\\u00e9\\/\\n\"", "\"é😀\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[ 1 , 2 ]", "{ \"b\" : 1.0 , \"a\" : null }",
        "[[{\"x\":[null,false,1e-400]}]]",
    ];

    [Fact]
    public void Forty_members_of_every_kind_arrive_from_every_place()
    {
        var others = Members(40);
        var call = CompletionBody.Call($$$"""
            {"model":"m",{{{others}}},"stream_options":{"include_usage":true,{{{others}}}},
             "messages":[{"role":"user","name":"Ann",{{{others}}},"content":[{"type":"text","text":"Hi",{{{others}}}}]},
                         {"role":"assistant","tool_calls":[{"id":"c",{{{others}}},"type":"function","function":{"name":"f","arguments":"{}",{{{others}}}}}]},
                         {"role":"tool","tool_call_id":"c","content":"1"}],
             "tools":[{"type":"function","function":{"name":"f"}}, { "type":"function",{{{others}}}, "function":{"name":"g",{{{others}}}} }]}
            """);

        var whole = $"{{{others}}}";
        Assert.Equal($$$"""{{{{others}}},"stream_options":{{{whole}}}}""", call.Sampling.Extra);
        Assert.True(call.IncludesUsage);
        Assert.Equal(whole, call.Messages[0].Extra);
        Assert.Equal($$$"""[{"type":"text","text":"Hi",{{{others}}}}]""", call.Messages[0].Parts);
        Assert.Equal($$$"""{{{{others}}},"function":{{{whole}}}}""", call.Messages[1].ToolCalls[0].Extra);
        Assert.Equal($$$"""{ "type":"function",{{{others}}}, "function":{"name":"g",{{{others}}}} }""", call.Tools[1].Json);
        Assert.Equal((null, "g"), (call.Tools[0].Json, call.Tools[1].Name));
    }

    [Fact]
    public void Nothing_is_kept_of_a_request_without_other_members()
    {
        var call = CompletionBody.Call("""
            {"model":"m","user":"u","type":"t","tags":["a"],"metadata":{"k":1},"store":false,"echo":false,"n":1,"expert_ids":[],"guard_enabled":false,
             "stream_options":{"include_usage":true},"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{}}}],
             "messages":[{"role":"user","content":[{"type":"text","text":"a"},{"text":"b","type":"text"}]},
                         {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":""}}]}]}
            """);

        Assert.Null(call.Sampling.Extra);
        Assert.Equal([null, null], call.Messages.Select(message => message.Extra));
        Assert.Equal(("a\nb", null), (call.Messages[0].Content, call.Messages[0].Parts));
        Assert.Null(call.Messages[1].ToolCalls[0].Extra);
        Assert.Null(call.Tools[0].Json);
    }

    [Theory]
    [InlineData("others")]
    [InlineData("Others")]
    [InlineData("extra")]
    [InlineData("Messages")]
    public void Members_named_as_in_the_code_are_other_members(string name) =>
        Assert.Equal(
            $$$"""{"{{{name}}}":{"a":1}}""", CompletionBody.Call($$$"""{"messages":[{"role":"user","content":"Hi"}],"{{{name}}}":{"a":1}}""").Sampling.Extra);

    [Fact]
    public void An_assistants_reasoning_and_refusal_are_kept()
    {
        var call = CompletionBody.Call("""
            {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","refusal":"No."},{"role":"assistant","content":"x","reasoning_content":"Hm."}]}
            """);

        Assert.Equal("""{"refusal":"No."}""", call.Messages[1].Extra);
        Assert.Equal(("x", "Hm.", null), (call.Messages[2].Content, call.Messages[2].ReasoningContent, call.Messages[2].Extra));
    }

    [Theory]
    [InlineData("""{"role":"user","refusal":"No."}""")]
    [InlineData("""{"role":"system","content":null}""")]
    [InlineData("""{"role":"tool","tool_call_id":"c"}""")]
    public void A_message_without_content_is_refused(string message) =>
        Assert.Equal("messages[0].content", CompletionBody.Refuse($$"""{"messages":[{{message}}]}""").Param);

    [Fact]
    public void Calls_and_tools_of_other_types_are_kept()
    {
        var call = CompletionBody.Call("""
            {"messages":[{"role":"user","content":"Hi"},
                         {"role":"assistant","tool_calls":[{"id":"c","type":"custom","custom":{"name":"run","input":"ls"}}]},
                         {"role":"tool","tool_call_id":"c","content":"1"}],
             "tools":[{"type":"custom","custom":{"name":"run","description":"Runs."}},{"type":"web_search"},{"type":"mcp","name":"docs","url":"x"}]}
            """);

        var made = Assert.Single(call.Messages[1].ToolCalls);
        Assert.Equal(("c", "", ""), (made.Id, made.Name, made.Arguments));
        Assert.Equal("""{"custom":{"name":"run","input":"ls"},"type":"custom"}""", made.Extra);
        Assert.Equal(["run", "web_search", "docs"], call.Tools.Select(tool => tool.Name));
        Assert.Equal(
            ["""{"type":"custom","custom":{"name":"run","description":"Runs."}}""", """{"type":"web_search"}""", """{"type":"mcp","name":"docs","url":"x"}"""],
            call.Tools.Select(tool => tool.Json));
        Assert.Equal("Runs.", call.Tools[0].Description);
    }

    [Theory]
    [InlineData("""{"type":"builtin_function","function":{"name":"$web_search"}}""", "$web_search", null)]
    [InlineData("""{"type":"plugin","function":{"name":"my plugin","description":"Does.","parameters":[1]},"x":{"name":"y"}}""", "my plugin", "Does.")]
    [InlineData("""{"type":"long","function":{"name":"0123456789012345678901234567890123456789012345678901234567890123456789"}}""",
        "0123456789012345678901234567890123456789012345678901234567890123456789", null)]
    [InlineData("""{"type":"nameless","function":{"name":""}}""", "nameless", null)]
    public void Tools_of_other_types_are_named_as_their_servers_like(string tool, string name, string? description)
    {
        var taken = Assert.Single(CompletionBody.Call($$"""{"messages":[{"role":"user","content":"Hi"}],"tools":[{{tool}}]}""").Tools);

        Assert.Equal((name, description, tool), (taken.Name, taken.Description, taken.Json));
    }

    [Theory]
    [InlineData("""{"type":"function"}""", "tools[0].function")]
    [InlineData("""{"type":""}""", "tools[0].type")]
    [InlineData("""{"type":"function","function":{"name":"no spaces"}}""", "tools[0].function.name")]
    [InlineData("""{"type":"function","x":1,"function":{"description":"d"}}""", "tools[0].function.name")]
    public void A_function_without_its_members_is_refused(string tool, string param) =>
        Assert.Equal(param, CompletionBody.Refuse($$"""{"messages":[{"role":"user","content":"Hi"}],"tools":[{{tool}}]}""").Param);

    [Theory]
    [InlineData("""{"type":"custom","custom":{"name":"x"}}""")]
    [InlineData("""{"id":null,"type":"function","function":{"name":"x","arguments":"{}"}}""")]
    public void A_call_without_an_id_is_refused(string call) => Assert.Equal(
        "messages[0].tool_calls[0]", CompletionBody.Refuse($$"""{"messages":[{"role":"assistant","tool_calls":[{{call}}]}]}""").Param);

    [Theory]
    [InlineData("\"top_k\":1,\"top_k\":2")]
    [InlineData("\"guided_json\":{\"a\":1,\"a\":2}")]
    public void A_member_that_comes_twice_is_refused(string members) => Assert.Equal(
        Errors.ErrorKind.InvalidJson, CompletionBody.Refuse($$"""{"messages":[{"role":"user","content":"Hi"}],{{members}}}""").Kind);

    [Fact]
    public void Other_members_are_nested_as_deep_as_a_body_may_be()
    {
        static string Nested(int levels) => $"{new string('[', levels)}{new string(']', levels)}";

        Assert.Equal(
            $$"""{"x":{{Nested(63)}}}""", CompletionBody.Call($$"""{"messages":[{"role":"user","content":"Hi"}],"x":{{Nested(63)}}}""").Sampling.Extra);
        Assert.Equal(
            Errors.ErrorKind.InvalidJson, CompletionBody.Refuse($$"""{"messages":[{"role":"user","content":"Hi"}],"x":{{Nested(64)}}}""").Kind);
    }

    [Fact]
    public void An_experts_tool_is_shown_as_it_was_given()
    {
        const string Json = """{"type":"function","cache_control":{"type":"ephemeral"},"function":{"name":"f","strict":null,"parameters":{"type":"object"},"x":1.0}}""";

        var shown = Contract.ToolBody.From(new Tool { Name = "f", Json = Json });

        Assert.Equal("function", shown.Type);
        Assert.Equal("""{"cache_control":{"type":"ephemeral"}}""", JsonNode.Parse(Validation.JsonMembers.ToJson(shown.Others!))!.ToJsonString());
        Assert.Equal(("f", """{"x":1.0}"""), (shown.Function!.Name, Validation.JsonMembers.ToJson(shown.Function.Others!)));
    }

    private static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"x{i}\":{Values[i % Values.Length]}"));
}
