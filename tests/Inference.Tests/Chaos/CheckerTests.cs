using Inference.Checking;

namespace Inference.Chaos;

public sealed class CheckerTests
{
    [Fact]
    public void A_clean_history_has_no_violation() =>
        Assert.All(Checker.Run(ChaosSamples.Clean, ChaosSamples.Kept), result => Assert.Empty(result.Violations));

    [Fact]
    public void A_run_that_did_nothing_is_no_success() =>
        Assert.Contains(Checker.Run(new(), new()), result => !result.Holds);

    [Fact]
    public void Each_check_has_a_distinct_name() =>
        Assert.Equal(Checker.Checks.Length, Checker.Checks.Select(check => check.Name).Distinct().Count());
}
