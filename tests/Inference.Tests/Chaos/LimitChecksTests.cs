using Inference.Checking;
using Inference.Recording;
using static Inference.Chaos.ChaosSamples;

namespace Inference.Chaos;

public sealed class LimitChecksTests
{
    [Fact]
    public void A_minute_that_admitted_more_than_its_limit_is_found() =>
        Expect.Violation(LimitChecks.Minutes, Used(4, at: 10), Kept, "3 requests a minute, and 4 were admitted in one with 0 faults");

    [Fact]
    public void A_minute_that_admitted_its_limit_is_well() => Assert.Empty(LimitChecks.Minutes(Used(3, at: 10), Kept));

    [Theory]
    [InlineData(FaultKind.SiloKilled, 10, 6, true)]
    [InlineData(FaultKind.SiloKilled, 10, 7, false)]
    [InlineData(FaultKind.DatabaseRestarted, -20, 6, true)]
    [InlineData(FaultKind.SiloKilled, -40, 4, false)]
    [InlineData(FaultKind.SiloKilled, 61, 4, false)]
    [InlineData(FaultKind.FrontEndKilled, 10, 4, false)]
    [InlineData(FaultKind.ConnectionsCut, 10, 4, false)]
    internal void A_fault_that_a_count_can_be_lost_by_allows_the_minute_once_more(FaultKind kind, double at, int admitted, bool isWell)
    {
        var history = Used(admitted, at: 20) with { Faults = [new Fault(kind, "it", At(at), At(at + 1))] };

        Assert.Equal(isWell, !LimitChecks.Minutes(history, Kept).Any());
    }

    [Fact]
    public void Requests_that_were_refused_do_not_count()
    {
        var history = Used(5, at: 10);

        Assert.Empty(LimitChecks.Minutes(history with { KeyUses = [.. history.KeyUses.Select(use => use with { Status = 429 })] }, Kept));
    }

    [Fact]
    public void A_day_that_admitted_more_than_was_left_of_it_is_found() =>
        Expect.Violation(LimitChecks.Days, Used(7, at: 10), WithReserved(11), "had 6 requests of the day left, and 7 were admitted");

    [Fact]
    public void A_day_count_stored_after_admission_is_found() =>
        Expect.Violation(LimitChecks.Days, Used(6, at: 10), WithReserved(9), "9 requests of the day stored, and 10 were admitted");

    [Fact]
    public void The_next_day_begins_anew() => Assert.Empty(LimitChecks.Days(Used(7, at: 13 * 3600), Kept));

    private static History Used(int times, double at) => Clean with
    {
        KeyUses = [.. Enumerable.Repeat(Use("key_free", at), times)],
        Faults = [],
    };

    private static FinalState WithReserved(long requests) => Kept with
    {
        Keys = [new StoredKey("key_free", "free", IsActive: true, DateOnly.FromDateTime(Start.Date), requests)],
    };
}
