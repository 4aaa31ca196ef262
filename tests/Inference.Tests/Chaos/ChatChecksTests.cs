using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class ChatChecksTests
{
    [Fact]
    public void An_acknowledged_turn_that_is_in_no_chat_is_found() =>
        Expect.Violation(ChatChecks.Once, Clean, Kept with { Chats = [Chat("first", "lost", "third")] }, "in no chat: 'second'");

    [Fact]
    public void A_turn_that_is_there_twice_is_found() =>
        Expect.Violation(ChatChecks.Once, Clean, Kept with { Chats = [Chat("first", "second", "lost", "third", "second")] }, "2 times in chats: 'second'");

    [Fact]
    public void An_unknown_turn_that_is_there_twice_is_found() =>
        Expect.Violation(ChatChecks.Once, Clean, Kept with { Chats = [Chat("first", "second", "lost", "third", "lost")] }, "2 times in chats: 'lost'");

    [Fact]
    public void An_unknown_turn_may_be_missing() =>
        Assert.Empty(ChatChecks.Once(Clean, Kept with { Chats = [Chat("first", "second", "third")] }));

    [Fact]
    public void A_turn_in_another_chat_than_was_said_is_found()
    {
        var state = Kept with { Chats = [Chat("first", "second", "third"), Chat("lost") with { Id = "chat_2" }] };
        var history = Clean with { Completions = [.. Clean.Completions.Where(c => c.Question != "lost"), Turn("lost", 4, 5)] };

        Expect.Violation(ChatChecks.Once, history, state, "kept in chat_2: 'lost'");
        Expect.Violation(ChatChecks.OnlySentTurns, history, state, "in the chat chat_2");
    }

    [Fact]
    public void A_refused_turn_that_is_in_the_chat_is_found()
    {
        var refused = Clean.Completions.Select(c => c.Question == "lost" ? c with { Outcome = Outcome.Refused } : c);

        Expect.Violation(ChatChecks.Once, Clean with { Completions = [.. refused] }, Kept, "refused, and in the chat chat_1");
    }

    [Fact]
    public void Turns_in_another_order_than_they_were_acknowledged_are_found() =>
        Expect.Violation(ChatChecks.InOrder, Clean, Kept with { Chats = [Chat("second", "first", "lost", "third")] }, "'first' stands after 'second'");

    [Fact]
    public void Turns_of_two_clients_at_once_may_be_in_either_order()
    {
        var history = Clean with { Completions = [Turn("first", 0, 3), Turn("second", 2, 4)] };

        Assert.Empty(ChatChecks.InOrder(history, Kept with { Chats = [Chat("second", "first")] }));
        Assert.Empty(ChatChecks.InOrder(history, Kept with { Chats = [Chat("first", "second")] }));
    }

    [Fact]
    public void An_unsent_message_is_found() =>
        Expect.Violation(ChatChecks.OnlySentTurns, Clean, Kept with { Chats = [Chat("first", "second", "lost", "third", "unsent")] }, "'unsent'");

    [Fact]
    public void A_completion_without_a_chat_is_in_none() =>
        Expect.Violation(ChatChecks.OnlySentTurns, Clean, Kept with { Chats = [Chat("first", "second", "third", "alone")] }, "'alone'");

    [Fact]
    public void Half_a_turn_at_the_end_is_found() =>
        Expect.Violation(ChatChecks.OnlySentTurns, Clean, Kept with { Chats = [Without(7)] }, "ends with half a turn, at 6");

    [Fact]
    public void Half_a_turn_in_between_is_found() =>
        Assert.Contains("a message of role user at 1", ChatChecks.OnlySentTurns(Clean, Kept with { Chats = [Without(1)] }).First(), StringComparison.Ordinal);

    [Fact]
    public void A_stored_answer_other_than_the_acknowledged_one_is_found()
    {
        var history = Clean with { Completions = Clean.Completions.SetItem(1, Turn("second", 2, 3) with { Answer = "You said: sec" }) };

        Assert.Equal(2, ChatChecks.AsAcknowledged(history, Kept).Count());
    }

    private static StoredChat Without(int message)
    {
        var whole = Chat("first", "second", "lost", "third");
        return whole with { Messages = whole.Messages.RemoveAt(message) };
    }
}
