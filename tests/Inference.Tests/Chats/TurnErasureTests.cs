using Inference.Messages;

namespace Inference.Chats;

public sealed class TurnErasureTests
{
    [Fact]
    public void A_turn_s_messages_go_and_the_others_stay()
    {
        var erasure = new TurnErasure([Said("a", "1"), Answer("b", "1"), Said("c", "2"), Answer("d", "2")], "1");

        Assert.Equal(["a", "b"], erasure.Deleted.Select(message => message.Content));
        Assert.Equal(["c", "d"], erasure.Left.Select(message => message.Content));
    }

    [Fact]
    public void A_result_whose_call_is_gone_goes_with_it()
    {
        var erasure = new TurnErasure([Said("a", "1"), Calls("1", "x"), Result("x", "2"), Answer("d", "2")], "1");

        Assert.Equal(["d"], erasure.Left.Select(message => message.Content));
    }

    [Fact]
    public void A_call_whose_result_is_gone_is_taken_back()
    {
        var erasure = new TurnErasure([Said("a", "1"), Calls("1", "x", "y"), Result("x", "2"), Answer("d", "2")], "2");

        Assert.Equal(["y"], Assert.Single(erasure.Left, message => message.Role == Role.Assistant).ToolCalls.Select(call => call.Id));
    }

    [Fact]
    public void A_message_of_nothing_but_the_call_goes_with_it()
    {
        var erasure = new TurnErasure([Said("a", "1"), Calls("1", "x"), Result("x", "2"), Answer("d", "2")], "2");

        Assert.Equal(["a"], erasure.Left.Select(message => message.Content));
    }

    [Fact]
    public void A_later_call_of_the_same_id_keeps_its_result()
    {
        var erasure = new TurnErasure([Said("a", "1"), Calls("1", "x"), Said("b", "2"), Calls("2", "x"), Result("x", "3")], "1");

        Assert.Equal([Role.User, Role.Assistant, Role.Tool], erasure.Left.Select(message => message.Role));
    }

    private static Message Said(string content, string turn) => new() { Role = Role.User, Content = content, InferenceLogId = turn };

    private static Message Answer(string content, string turn) => new() { Role = Role.Assistant, Content = content, InferenceLogId = turn };

    private static Message Calls(string turn, params string[] calls) => new()
    {
        Role = Role.Assistant,
        ToolCalls = [.. calls.Select(call => new ToolCall(call, "f", "{}"))],
        InferenceLogId = turn,
    };

    private static Message Result(string call, string turn) => new() { Role = Role.Tool, Content = "42", ToolCallId = call, InferenceLogId = turn };
}
