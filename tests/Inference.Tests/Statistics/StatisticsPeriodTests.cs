using CsCheck;

namespace Inference.Statistics;

public sealed class StatisticsPeriodTests
{
    private const long Hour = 3_600_000;

    private static readonly Gen<TimeRange> Range = Gen
        .Select(Gen.Long[-200 * Hour, 200 * Hour], Gen.OneOf(Gen.Long[0, 3 * Hour], Gen.Long[0, 90 * Hour]), Gen.Bool, Gen.Bool)
        .Select((from, length, fromWhole, toWhole) => new TimeRange(Round(from, fromWhole), Round(from + length, toWhole)))
        .Where(range => !range.IsEmpty);

    [Fact]
    public void The_parts_are_the_whole_without_gap_or_overlap() =>
        Gen.Select(Range, Gen.Enum<RollupSpan>()).Sample((range, coarsest) =>
        {
            var period = StatisticsPeriod.Of(range, coarsest);

            var rollups = period.Rollups.Select(part => new TimeRange(part.From * Hour, part.To * Hour)).ToList();
            var parts = rollups.Concat(period.Rest).OrderBy(part => part.From).ToList();
            Assert.Equal((range.From, range.To), (parts[0].From, parts[^1].To));
            Assert.All(parts, part => Assert.False(part.IsEmpty));
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(period.Covered, rollups.Count == 0 ? default : new TimeRange(rollups[0].From, rollups[^1].To));
        });

    [Fact]
    public void Logs_cover_partial_hours_alone_and_hours_partial_days_alone() =>
        Range.Sample(range =>
        {
            var period = StatisticsPeriod.Of(range, RollupSpan.Day);

            Assert.All(period.Rest, part => Assert.True(part.To - part.From < 2 * Hour));
            Assert.All(period.Rollups, part => Assert.True(part.Span == RollupSpan.Day ? part.From % 24 == 0 && part.To % 24 == 0 : part.To - part.From < 48));
        });

    private static long Round(long time, bool whole) => whole ? time / Hour * Hour : time;
}
