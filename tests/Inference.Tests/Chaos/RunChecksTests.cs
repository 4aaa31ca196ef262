using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class RunChecksTests
{
    private static readonly History Rolled = new()
    {
        Faults = [new(FaultKind.SiloRolled, "silo 1", At(4), At(8)), new(FaultKind.SiloRolled, "silo 2", At(9), At(20))],
    };

    [Theory]
    [InlineData(Outcome.Acknowledged, 5, true)]
    [InlineData(Outcome.Refused, 5, false)]
    [InlineData(Outcome.Unknown, 5, false)]
    [InlineData(Outcome.Unknown, 21, true)]
    internal void What_is_begun_during_a_rolling_restart_must_be_acknowledged(Outcome outcome, double began, bool isWell)
    {
        var history = Rolled with { Completions = [Turn("asked", began, began + 1) with { Outcome = outcome }] };

        Assert.Equal(isWell, !RunChecks.RollingRestartWithoutLoss(history, new FinalState()).Any());
    }

    [Fact]
    public void A_chat_that_answers_another_writer_is_no_excuse()
    {
        var history = Rolled with { Completions = [Turn("mine", 5, 11) with { Outcome = Outcome.Refused }, Turn("another's", 4, 7)] };

        Assert.Single(RunChecks.RollingRestartWithoutLoss(history, new FinalState()));
    }
}
