using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class StatisticsChecksTests
{
    public static TheoryData<string> Sums => ["calls", "success rate", "average latency", "input tokens", "output tokens", "of fast"];

    [Theory, MemberData(nameof(Sums))]
    public void A_sum_that_is_not_the_logs_sum_is_found(string sum)
    {
        var statistics = SumsOf(5);
        statistics = sum switch
        {
            "calls" => statistics with { Calls = 6 },
            "success rate" => statistics with { SuccessRate = 0.9 },
            "average latency" => statistics with { AverageLatency = 21 },
            "input tokens" => statistics with { InputTokens = 16 },
            "output tokens" => statistics with { OutputTokens = 24 },
            _ => statistics with { CallsByModel = statistics.CallsByModel.SetItem("fast", 4) },
        };

        Expect.Violation(StatisticsChecks.EqualLogs, Clean, Kept with { Statistics = [statistics] }, sum);
    }

    [Fact]
    public void A_filter_counts_its_own_logs_only() =>
        Expect.Violation(StatisticsChecks.EqualLogs, Clean, Kept with { Statistics = [SumsOf(5), SumsOf(5) with { Type = "turn", InputTokens = 12, OutputTokens = 20, CallsByModel = SumsOf(4).CallsByModel }] }, "type turn");

    [Fact]
    public void Statistics_that_miss_an_acknowledged_call_are_found() =>
        Expect.Violation(StatisticsChecks.ExactMeanwhile, Read(1), Kept, "1 calls of type turn: 2 were acknowledged");

    [Fact]
    public void Statistics_that_count_what_has_not_begun_are_found() =>
        Expect.Violation(StatisticsChecks.ExactMeanwhile, Read(3), Kept, "3 calls of type turn");

    private static History Read(int calls) => Clean with { StatisticsReads = [new StatisticsRead("turn", calls, At(3.5), At(3.6))] };
}
