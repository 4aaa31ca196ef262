using Inference.Messages;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>Tool calls as servers number and name them.</summary>
public sealed class ToolCallWireTests
{
    private const string A = """{"path":"a"}""";
    private const string B = """{"path":"b"}""";

    private static readonly string End = Chunk("{}", "\"tool_calls\"") + Done;

    /// <summary>Each is two calls, of which the first reads a and the second b.</summary>
    public static TheoryData<string, string> TwoCalls => new()
    {
        { "indexes 0 and 1", Call("0", "call_a", "read", A) + Call("1", "call_b", "read", B) },
        { "the same index", Call("0", "call_a", "read", A) + Call("0", "call_b", "read", B) },
        { "no index", Call(null, "call_a", "read", A) + Call(null, "call_b", "read", B) },
        { "indexes from 1", Call("1", "call_a", "read", A) + Call("2", "call_b", "read", B) },
        { "indexes null", Call("null", "call_a", "read", A) + Call("null", "call_b", "read", B) },
        { "indexes as texts", Call("\"0\"", "call_a", "read", A) + Call("\"1\"", "call_b", "read", B) },
        { "one event", $$$"""data: {"choices":[{"delta":{"tool_calls":[{{{Body("0", "call_a", "read", A)}}},{{{Body("0", "call_b", "read", B)}}}]}}]}""" + "\n\n" },
        { "arguments in pieces", Pieces("0", "call_a", A) + Pieces("1", "call_b", B) },
        { "pieces with the same index", Pieces("0", "call_a", A) + Pieces("0", "call_b", B) },
        { "pieces without an index", Pieces(null, "call_a", A) + Pieces(null, "call_b", B) },
        { "pieces that repeat the id", Call("0", "call_a", "read", A[..4]) + Call("0", "call_a", null, A[4..]) + Call("0", "call_b", "read", B[..4]) + Call("0", "call_b", null, B[4..]) },
        { "pieces that repeat id and name", Call("0", "call_a", "read", A[..4]) + Call("0", "call_a", "read", A[4..]) + Call("1", "call_b", "read", B) },
        { "pieces in turns", Call("0", "call_a", "read", A[..4]) + Call("1", "call_b", "read", B[..4]) + Call("0", null, null, A[4..]) + Call("1", null, null, B[4..]) },
        { "an object for arguments", Call("0", "call_a", "read", A, isObject: true) + Call("1", "call_b", "read", B, isObject: true) },
        { "no array", $$$"""data: {"choices":[{"delta":{"tool_calls":{{{Body("0", "call_a", "read", A)}}}}}]}""" + "\n\n" + Call("1", "call_b", "read", B) },
        { "an id that comes late", Call("0", null, "read", A[..4]) + Call("0", "call_a", null, A[4..]) + Call("1", "call_b", "read", B) },
    };

    [Theory]
    [MemberData(nameof(TwoCalls))]
    public async Task Two_calls_stay_two(string kind, string stream)
    {
        await using var server = new ScriptedServer([[Response(stream + End)]]);
        await using var models = await ModelHarness.StartAsync(server);

        var deltas = (await models.StreamAsync("m")).SelectMany(update => update.ToolCalls).ToList();
        var answer = await models.AnswerAsync("m");

        Assert.True(answer.ToolCalls.Length == 2, kind);
        Assert.Equal(["read", "read"], answer.ToolCalls.Select(call => call.Name));
        Assert.Equal([A, B], answer.ToolCalls.Select(call => call.Arguments));
        Assert.Equal(FinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal([0, 1], deltas.Select(delta => delta.Index).Distinct());
        Assert.Equal([A, B], deltas.GroupBy(delta => delta.Index, (_, own) => string.Concat(own.Select(delta => delta.Arguments))));
        if (!kind.EndsWith("late", StringComparison.Ordinal))
        {
            Assert.Equal(["call_a", "call_b"], answer.ToolCalls.Select(call => call.Id));
            Assert.Equal(["call_a", "call_b"], deltas.GroupBy(delta => delta.Index, (_, own) => string.Concat(own.Select(delta => delta.Id))));
        }
    }

    [Theory]
    [InlineData("0", "0", "")]
    [InlineData(null, null, null)]
    [InlineData("0", "1", "same")]
    public async Task Calls_without_ids_of_their_own_get_them(string? first, string? second, string? id)
    {
        await using var server = new ScriptedServer([[Response(Call(first, id, "read", A) + Call(second, id, "read", B) + End)]]);
        await using var models = await ModelHarness.StartAsync(server);

        var calls = (await models.AnswerAsync("m")).ToolCalls;

        Assert.Equal([A, B], calls.Select(call => call.Arguments));
        Assert.Equal(2, calls.Select(call => call.Id).Distinct().Count());
        Assert.All(calls, call => Assert.NotEmpty(call.Id));
    }

    [Theory]
    [InlineData("""{"id":"call_0","function":{"name":"g","arguments":"{}"}},{"id":"call_0","function":{"name":"f","arguments":"[1]"}}""", "g{} f[1]")]
    [InlineData("""{"function":{"name":"g","arguments":""}},{"function":{"name":"f","arguments":null}}""", "g f")]
    [InlineData("""{"index":0,"function":{"name":"g"}},{"index":0,"function":{"name":"f","arguments":"5"}}""", "g f5")]
    [InlineData("""{"function":{"name":"f","arguments":"[1]"}},{"function":{"name":"f","arguments":"5"}}""", "f[1] f5")]
    public async Task Entries_of_one_list_are_calls_of_their_own(string calls, string expected)
    {
        await using var server = new ScriptedServer([Whole("{\"message\":{\"tool_calls\":[" + calls + "]}}")], [Response(Chunk($$"""{"tool_calls":[{{calls}}]}""") + End)]);
        await using var models = await ModelHarness.StartAsync(server);

        foreach (var answer in (ModelAnswer[])[await models.AnswerAsync("m"), await models.AnswerAsync("m")])
        {
            Assert.Equal(expected, string.Join(' ', answer.ToolCalls.Select(call => call.Name + call.Arguments)));
            Assert.Equal(2, answer.ToolCalls.Select(call => call.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_name_may_come_in_pieces()
    {
        await using var server = new ScriptedServer([[Response(Call("0", "c", "get_", "") + Call("0", null, "weather", "") + Call("0", null, null, "{}") + End)]]);
        await using var models = await ModelHarness.StartAsync(server);

        Assert.Equal("get_weather", Assert.Single((await models.AnswerAsync("m")).ToolCalls).Name);
        Assert.Equal("get_weather", string.Concat((await models.StreamAsync("m")).SelectMany(update => update.ToolCalls).Select(call => call.Name)));
    }

    [Fact]
    public async Task An_id_with_half_a_character_can_be_sent_back()
    {
        await using var server = new ScriptedServer([[Whole("""{"message":{"tool_calls":[{"id":"call_\ud83d","function":{"name":"f\ude00"}}]}}""")]]);
        await using var models = await ModelHarness.StartAsync(server);

        var call = Assert.Single((await models.AnswerAsync("m")).ToolCalls);

        Assert.Equal(("call_\uFFFD", "f\uFFFD"), (call.Id, call.Name));
    }

    [Fact]
    public async Task Other_members_of_a_call_are_kept()
    {
        const string call = """{"id":"c","type":"function","extra_content":{"google":{"thought_signature":"s=="}},"function":{"name":"f","arguments":"{}","x":1.0}}""";
        await using var server = new ScriptedServer(
            [Whole($$"""{"message":{"tool_calls":[{{call}}]},"finish_reason":"stop"}""")], [Response(Chunk($$"""{"tool_calls":[{{call}}]}""") + End)]);
        await using var models = await ModelHarness.StartAsync(server);

        var whole = (await models.AnswerAsync("m")).ToolCalls[0];
        var streamed = (await models.StreamAsync("m")).SelectMany(update => update.ToolCalls).Single();

        Assert.Equal("""{"extra_content":{"google":{"thought_signature":"s=="}},"function":{"x":1.0}}""", whole.Extra);
        Assert.Equal(whole.Extra, streamed.Extra);
    }

    [Fact]
    public async Task A_call_of_another_type_is_kept()
    {
        const string call = """{"id":"c","type":"custom","custom":{"name":"patch","input":"*** Begin"}}""";
        await using var server = new ScriptedServer([Whole($$"""{"message":{"tool_calls":[{{call}}]},"finish_reason":"tool_calls"}""")]);
        await using var models = await ModelHarness.StartAsync(server);

        var answered = Assert.Single((await models.AnswerAsync("m")).ToolCalls);

        Assert.Equal(("c", "", """{"type":"custom","custom":{"name":"patch","input":"*** Begin"}}"""), (answered.Id, answered.Name, answered.Extra));
    }

    private static string Call(string? index, string? id, string? name, string arguments, bool isObject = false) =>
        Chunk($$"""{"tool_calls":[{{Body(index, id, name, arguments, isObject)}}]}""");

    private static string Body(string? index, string? id, string? name, string arguments, bool isObject = false)
    {
        var members = new[]
        {
            index is null ? null : $"\"index\":{index}",
            id is null ? null : $"\"id\":\"{id}\"",
            $$"""
            "function":{{{(name is null ? "" : $"\"name\":\"{name}\",")}}"arguments":{{(isObject ? arguments : $"\"{arguments.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")}}}
            """,
        };
        return $"{{{string.Join(',', members.OfType<string>())}}}";
    }

    private static string Pieces(string? index, string id, string arguments) =>
        Call(index, id, "read", "") + Call(index, null, null, arguments[..5]) + Call(index, "", null, arguments[5..]);
}
