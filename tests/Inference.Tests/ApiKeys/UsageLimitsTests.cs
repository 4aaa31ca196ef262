using CsCheck;

namespace Inference.ApiKeys;

public sealed class UsageLimitsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    // Steps of up to 20 seconds over a few thousand requests cross minutes and days; some go back a little, as clocks do.
    private static readonly Gen<(int Step, bool Crash)[]> Traffic =
        Gen.Select(Gen.Int[-2, 20], Gen.Int[0, 60]).Select(static (step, crash) => (step, crash == 0)).Array[0, 2_000];

    [Fact]
    public void No_minute_admits_more_than_its_limit_and_none_refuses_before() => Traffic.Sample(traffic =>
    {
        var limits = Limits(5, 1_000_000);
        var now = Noon;
        var window = now.Minute;
        var admitted = 0;
        foreach (var (step, _) in traffic)
        {
            now = now.AddSeconds(Math.Max(0, step - 15));
            (window, admitted) = now.Minute == window ? (window, admitted) : (now.Minute, 0);

            var expected = admitted < 5 ? TakeResult.Admitted : TakeResult.MinuteSpent;
            Assert.Equal(expected, Take(limits, now));
            admitted += expected is TakeResult.Admitted ? 1 : 0;
        }
    });

    [Fact]
    public void No_day_admits_more_than_its_limit_across_crashes() => Gen.Select(Gen.Int[1, 50], Traffic).Sample((perDay, traffic) =>
    {
        var stored = default(DayReservation);
        var limits = Limits(int.MaxValue, perDay);
        var now = Noon;
        var highest = now;
        var admitted = new Dictionary<DateOnly, int>();
        foreach (var (step, crash) in traffic)
        {
            now = now.AddSeconds(step * 200);
            highest = now > highest ? now : highest;
            if (crash)
            {
                limits = Limits(int.MaxValue, perDay);
                limits.Restore(stored);
            }

            if (Take(limits, now, ref stored) is TakeResult.Admitted)
            {
                // A clock that is set back over midnight goes on with the day that has begun.
                var day = DateOnly.FromDateTime(highest.UtcDateTime);
                admitted[day] = admitted.GetValueOrDefault(day) + 1;
            }
        }

        Assert.All(admitted.Values, count => Assert.InRange(count, 1, perDay));
    });

    [Fact]
    public void A_crash_loses_at_most_a_thousandth_of_a_day()
    {
        var stored = default(DayReservation);
        var limits = Limits(int.MaxValue, 10_000);
        Assert.Equal(TakeResult.Admitted, Take(limits, Noon, ref stored));
        limits = Limits(int.MaxValue, 10_000);
        limits.Restore(stored);

        var admitted = 0;
        while (Take(limits, Noon, ref stored) is TakeResult.Admitted)
        {
            admitted++;
        }

        Assert.InRange(admitted, 9_990, 9_999);
    }

    [Fact]
    public void An_orderly_end_loses_nothing()
    {
        var stored = default(DayReservation);
        var limits = Limits(int.MaxValue, 10_000);
        Take(limits, Noon, ref stored);
        stored = limits.FinalReservation();

        limits = Limits(int.MaxValue, 10_000);
        limits.Restore(stored);
        Take(limits, Noon, ref stored);

        Assert.Equal(9_998, limits.Describe(Noon, TakeResult.DaySpent)!.Remaining);
    }

    [Fact]
    public void An_exhausted_day_is_reported_before_an_exhausted_minute()
    {
        var limits = Limits(1, 1);
        Take(limits, Noon);

        Assert.Equal(TakeResult.DaySpent, Take(limits, Noon));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), limits.Describe(Noon, TakeResult.DaySpent)!.Reset);
    }

    [Fact]
    public void The_window_with_the_least_left_is_reported()
    {
        var limits = Limits(60, 10_000);
        Take(limits, Noon.AddSeconds(7));

        Assert.Equal(new RateLimit(60, 59, Noon.AddMinutes(1)), limits.Describe(Noon.AddSeconds(7), TakeResult.Admitted));
    }

    [Fact]
    public void Without_a_limit_everything_is_admitted_and_nothing_reported()
    {
        var limits = new UsageLimits();

        Assert.True(limits.IsUnlimited);
        Assert.Equal(TakeResult.Admitted, limits.TryTake(Noon, 1_000_000));
        Assert.Null(limits.Describe(Noon, TakeResult.Admitted));
    }

    [Fact]
    public void A_request_refused_for_its_tokens_counts_as_a_request_only()
    {
        var limits = new UsageLimits();
        limits.Limit(new RequestLimits(3, 10), tokensPerMinute: 100);
        Take(limits, Noon, tokens: 90);

        Assert.Equal(TakeResult.TokensSpent, Take(limits, Noon, tokens: 20));
        Assert.Equal(1, limits.Describe(Noon, TakeResult.MinuteSpent)!.Remaining);
        Assert.Equal(10, limits.Describe(Noon, TakeResult.TokensSpent)!.Remaining);
        Assert.Equal(TakeResult.Admitted, Take(limits, Noon, tokens: 10));
    }

    [Fact]
    public void Tokens_are_settled_in_the_minute_they_were_reserved_in()
    {
        var limits = new UsageLimits();
        limits.Limit(null, tokensPerMinute: 100);
        Take(limits, Noon, tokens: 100);
        var minute = limits.TokenMinute;

        limits.Settle(Noon, minute, reserved: 100, used: 30);
        Assert.Equal(70, limits.Describe(Noon, TakeResult.Admitted)!.Remaining);

        var later = Noon.AddMinutes(1);
        Take(limits, later, tokens: 50);
        limits.Settle(later, minute, reserved: 100, used: 0);
        Assert.Equal(50, limits.Describe(later, TakeResult.Admitted)!.Remaining);
    }

    [Fact]
    public void Tokens_reserved_never_exceed_the_limit_in_any_order() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0, 1], Gen.Int[0, 10]).Array[0, 300].Sample(requests =>
        {
            var limits = new UsageLimits();
            limits.Limit(null, tokensPerMinute: 100);
            var now = Noon;
            var counted = 0L;
            var minute = now.Minute;
            foreach (var (tokens, share, step) in requests)
            {
                now = now.AddSeconds(step);
                (minute, counted) = now.Minute == minute ? (minute, counted) : (now.Minute, 0);
                if (limits.TryTake(now, tokens) is not TakeResult.Admitted)
                {
                    Assert.True(counted + tokens > 100);
                    continue;
                }

                var used = (int)(tokens * share);
                Assert.InRange(counted + tokens, 1, 100);
                limits.Settle(now, limits.TokenMinute, tokens, used);
                counted += used;
            }
        });

    private static UsageLimits Limits(int perMinute, int perDay)
    {
        var limits = new UsageLimits();
        limits.Limit(new RequestLimits(perMinute, perDay), tokensPerMinute: null);
        return limits;
    }

    private static TakeResult Take(UsageLimits limits, DateTimeOffset now, int tokens = 0)
    {
        var ignored = default(DayReservation);
        return Take(limits, now, ref ignored, tokens);
    }

    // As the grain does it: storage is written before the next block is handed out.
    private static TakeResult Take(UsageLimits limits, DateTimeOffset now, ref DayReservation stored, int tokens = 0)
    {
        var result = limits.TryTake(now, tokens);
        if (result is TakeResult.NeedsReservation)
        {
            stored = limits.NextReservation(now);
            limits.Reserve(stored);
            result = limits.TryTake(now, tokens);
        }

        return result;
    }
}
