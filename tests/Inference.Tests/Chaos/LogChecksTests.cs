using Inference.Checking;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class LogChecksTests
{
    [Fact]
    public void An_acknowledged_completion_without_a_log_is_found() =>
        Expect.Violation(LogChecks.Acknowledged, Clean, Kept with { Logs = Without("alone") }, "with 0 logs: chatcmpl-alone");

    [Fact]
    public void An_acknowledged_completion_that_is_logged_as_an_error_is_found() =>
        Expect.Violation(LogChecks.Acknowledged, Clean, Kept with { Logs = [.. Without("alone"), Log("alone") with { Succeeded = false }] }, "an error");

    [Fact]
    public void An_unknown_completion_may_have_no_log() =>
        Assert.Empty(LogChecks.Acknowledged(Clean, Kept with { Logs = Without("lost") }));

    [Fact]
    public void A_log_that_is_there_twice_is_found()
    {
        var state = Kept with { Logs = Kept.Logs.Add(Log("first")) };

        Expect.Violation(LogChecks.Once, Clean, state, "the log chatcmpl-first is there 2 times");
        Expect.Violation(LogChecks.Acknowledged, Clean, state, "with 2 logs");
    }

    [Fact]
    public void Two_logs_of_one_idempotency_key_are_found() =>
        Expect.Violation(LogChecks.Once, Clean, Kept with { Logs = Kept.Logs.Add(Log("lost") with { Id = "chatcmpl-again" }) }, "2 logs of one Idempotency-Key: 'lost'");

    [Fact]
    public void A_log_of_an_unsent_question_is_found() =>
        Expect.Violation(LogChecks.Once, Clean, Kept with { Logs = Kept.Logs.Add(Log("unsent")) }, "no client sent: 'unsent'");

    [Fact]
    public void A_turn_without_its_log_is_found() =>
        Expect.Violation(LogChecks.AgreeWithChats, Clean, Kept with { Logs = Without("lost") }, "not logged: 'lost'");

    [Fact]
    public void A_log_without_its_turn_is_found() =>
        Expect.Violation(LogChecks.AgreeWithChats, Clean, Kept with { Chats = [Chat("first", "second", "third")] }, "in no chat: 'lost'");

    private static System.Collections.Immutable.ImmutableArray<StoredLog> Without(string question) => [.. Kept.Logs.Where(log => log.Question != question)];
}
