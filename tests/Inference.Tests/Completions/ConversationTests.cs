using System.Collections.Immutable;
using Inference.Completions.Pipeline;
using Inference.Errors;
using Inference.Messages;

namespace Inference.Completions;

public sealed class ConversationTests
{
    private static readonly Message Question = new() { Role = Role.User, Content = "What is the weather in Rome?" };
    private static readonly Message System = new() { Role = Role.System, Content = "Be brief." };

    [Fact]
    public void The_last_message_must_ask() => AssertRefused([], [Question, Answer("Sunny.")], "messages[1].role");

    [Fact]
    public void A_system_message_opens_a_conversation() =>
        Assert.Equal([System, Question], Conversation.Follow([], [System, Question]));

    [Fact]
    public void A_system_message_comes_first_or_not_at_all()
    {
        AssertRefused([], [Question, System, Question], "messages[1].role");
        AssertRefused([System, Question, Answer("Sunny.")], [System, Question], "messages[0].role");
    }

    [Fact]
    public void What_becomes_no_turn_may_be_any_messages_in_any_order()
    {
        Message[][] conversations = [[System], [Question, Answer("{")], [Question, System, Question], [System, System]];

        Assert.All(conversations, messages => Assert.Equal(messages, Conversation.Follow([], [.. messages], isTurn: false)));
    }

    [Fact]
    public void A_tool_message_answers_a_call_that_was_made()
    {
        var followed = Conversation.Follow([Question, Calls("call_1", "call_2")], [Result("call_2"), Result("call_1")]);

        Assert.Equal(["call_2", "call_1"], followed.Select(m => m.ToolCallId));
    }

    [Fact]
    public void The_only_open_call_needs_no_name() =>
        Assert.Equal("call_1", Conversation.Follow([Question, Calls("call_1")], [Result(null)])[0].ToolCallId);

    [Fact]
    public void Of_two_open_calls_a_tool_message_says_which_it_answers() =>
        AssertRefused([Question, Calls("call_1", "call_2")], [Result(null)], "messages[0].tool_call_id");

    [Fact]
    public void The_last_result_needs_no_name_when_one_call_is_left() =>
        Assert.Equal("call_1", Conversation.Follow([Question, Calls("call_1", "call_2")], [Result("call_2"), Result(null)])[1].ToolCallId);

    [Fact]
    public void A_call_is_answered_once() =>
        AssertRefused([Question, Calls("call_1"), Result("call_1")], [Result("call_1")], "messages[0].tool_call_id");

    [Fact]
    public void Calls_of_one_id_are_answered_as_often_as_made()
    {
        Message[] answered = [Result("call_1"), Result("call_1")];

        Assert.Equal(answered, Conversation.Follow([Question, Calls("call_1", "call_1")], [.. answered]));
        Assert.Equal(answered[..1], Conversation.Follow([Question, Calls("call_1", "call_1"), Result("call_1")], [Result(null)]));
        AssertRefused([Question, Calls("call_1", "call_1"), Result("call_1")], [.. answered], "messages[1].tool_call_id");
    }

    [Fact]
    public void Only_tool_messages_answer_calls() =>
        Assert.Equal("call_1", Conversation.Follow([Question, Calls("call_1"), Said("Wait.") with { ToolCallId = "call_1" }], [Result(null)])[0].ToolCallId);

    [Fact]
    public void A_long_call_id_is_quoted_in_part()
    {
        var error = Assert.Throws<InferenceException>(() => Conversation.Follow([], [Question, Result(new string('x', 100_000))]));

        Assert.Contains($"'{new string('x', 200)}…'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_message_without_a_call_is_refused() =>
        AssertRefused([], [Question, Result("call_1")], "messages[1].tool_call_id");

    [Fact]
    public void The_latest_user_messages_come_from_history_and_request()
    {
        ImmutableArray<Message> history = [Said("one"), Answer("1"), Said("two"), Answer("2")];

        Assert.Equal(["two", "three"], Conversation.UserMessages(history, [Said("three")], 2));
        Assert.Equal(["one", "two", "three"], Conversation.UserMessages(history, [Said("three")], 9));
    }

    private static void AssertRefused(ImmutableArray<Message> history, ImmutableArray<Message> messages, string param)
    {
        var error = Assert.Throws<InferenceException>(() => Conversation.Follow(history, messages));
        Assert.Equal(ErrorKind.InvalidParamValue, error.Kind);
        Assert.Equal(param, error.Param);
    }

    private static Message Said(string content) => new() { Role = Role.User, Content = content };

    private static Message Answer(string content) => new() { Role = Role.Assistant, Content = content };

    private static Message Calls(params string[] ids) =>
        new() { Role = Role.Assistant, ToolCalls = [.. ids.Select(id => new ToolCall(id, "weather", "{}"))] };

    private static Message Result(string? call) => new() { Role = Role.Tool, Content = "21 degrees", ToolCallId = call };
}
