using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Timing;

public sealed class MonotonicTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Its_time_follows_elapsed_time_across_clock_changes()
    {
        var steps = Gen.Select(Gen.Int[0, 100_000], Gen.Int[-1_000_000, 1_000_000]).List[0, 20];

        steps.Sample(all =>
        {
            var time = new FakeTimeProvider(Start);
            var clock = new AdjustableClock(time);
            var monotonic = new MonotonicTimeProvider(clock);
            var elapsed = TimeSpan.Zero;
            foreach (var (passed, adjustment) in all)
            {
                time.Advance(TimeSpan.FromSeconds(passed));
                clock.Offset = TimeSpan.FromSeconds(adjustment);
                elapsed += TimeSpan.FromSeconds(passed);
                Assert.Equal(Start + elapsed, monotonic.GetUtcNow());
            }
        });
    }
}
