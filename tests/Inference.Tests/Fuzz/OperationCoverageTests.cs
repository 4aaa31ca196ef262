using Inference.Verifying;
using Inference.Wire;

namespace Inference.Fuzz;

public sealed class OperationCoverageTests
{
    [Fact]
    public void A_run_in_which_everything_succeeds_has_no_gaps() => Assert.Empty(Gaps(operation => 200));

    [Fact]
    public void An_operation_that_never_succeeds_is_a_gap() =>
        Assert.Equal(["getAction: it never succeeded"], Gaps(operation => operation == "getAction" ? 404 : 200));

    [Fact]
    public void A_run_whose_valid_requests_are_refused_is_a_gap() => Assert.Contains("run: most valid requests are refused", Gaps(_ => 401));

    [Fact]
    public void A_run_that_is_mostly_turned_away_is_a_gap() => Assert.Contains("run: many requests are 503", Gaps(_ => 503));

    private static List<string> Gaps(Func<string, int> statusOf)
    {
        var coverage = new OperationCoverage();
        foreach (var operation in FuzzSamples.Contract.Operations)
        {
            coverage.Count(new Exchange(FuzzSamples.Request(operation.Id), FuzzSamples.Answer(statusOf(operation.Id), ""), TimeSpan.Zero));
        }

        return [.. coverage.FindGaps(FuzzSamples.Contract).Select(gap => $"{gap.Operation}: {gap.Kind}")];
    }
}
