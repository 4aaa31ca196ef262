using CsCheck;

namespace Inference.Statistics;

public sealed class LatencySketchTests
{
    private static readonly Gen<int> Latency = Gen.Frequency((3, Gen.Int[0, 200]), (3, Gen.Int[0, 100_000]), (1, Gen.Int[0, int.MaxValue]));

    [Fact]
    public void Percentiles_of_what_was_added_in_parts_are_near_the_true_ones() =>
        Gen.Select(Latency.Array[1, 60].Array[1, 6], Gen.Double[0, 1]).Sample((parts, share) =>
        {
            var whole = new LatencySketch();
            foreach (var part in parts)
            {
                whole.Add(Sketch(part).Encode());
            }

            int[] sorted = [.. parts.SelectMany(part => part).Order()];
            var exact = sorted[(int)Math.Max(0, Math.Ceiling(share * sorted.Length) - 1)];
            StatisticsAssert.Near(exact, whole.Quantile(share));
        });

    [Fact]
    public void Parts_add_up_to_the_same_bytes_in_any_order() =>
        Gen.Select(Latency.Array[0, 60], Latency.Array[0, 60]).Sample((first, second) =>
        {
            var whole = Sketch([.. first, .. second]).Encode();
            var sum = Sketch(second);
            sum.Add(Sketch(first).Encode());
            Assert.Equal(whole, sum.Encode());
        });

    [Fact]
    public void Latencies_below_64_ms_are_exact() =>
        Assert.All(Enumerable.Range(0, 64), milliseconds => Assert.Equal(milliseconds, Sketch([milliseconds]).Quantile(0.5)));

    [Fact]
    public void What_was_emptied_counts_nothing()
    {
        var sketch = Sketch([1, 1_000]);
        sketch.Clear();

        Assert.Null(sketch.Quantile(0.5));
        Assert.Empty(sketch.Encode());
    }

    [Fact]
    public void A_sketch_that_was_stored_before_is_read_as_it_was_meant()
    {
        // Buckets are the stored contract: 7 ms once, 100 ms twice, an hour 300 times.
        byte[] stored = [7, 1, 0x4B, 2, 0xE4, 3, 0xAC, 2];
        var sketch = new LatencySketch();
        sketch.Add(stored);

        Assert.Equal(stored, Sketch([7, 100, 100, .. Enumerable.Repeat(3_600_000, 300)]).Encode());
        Assert.Equal(7, sketch.Quantile(0.001));
    }

    private static LatencySketch Sketch(int[] latencies)
    {
        var sketch = new LatencySketch();
        foreach (var latency in latencies)
        {
            sketch.Add(latency);
        }

        return sketch;
    }
}
