using System.Numerics;

namespace Inference.Statistics;

/// <summary>
/// How often which latency was seen, small enough for every rollup and exact enough for percentiles: they are at most 1/64 (1.6 %) off.
/// Sketches of parts add up to the sketch of the whole. Milliseconds below 64 are counted one by one, above them each doubling has 32
/// buckets of equal width, as in HdrHistogram; that a bucket's middle is off by a share of the value at most, and so are all quantiles of
/// all sums, is DDSketch's idea (Masson, Rim, Lee: "DDSketch", VLDB 2019). Buckets are whole numbers of arithmetic that every machine
/// does alike, since they are stored.
/// </summary>
public sealed class LatencySketch
{
    private const int Steps = 32;
    private const int Exact = 2 * Steps;
    private const int ExactBits = 6;
    private const int MaxVarint = 10;

    // Up to the highest bucket that was ever counted in.
    private long[] _counts = [];
    private long _total;

    public void Add(long milliseconds) => Count(BucketOf(milliseconds), 1);

    /// <summary>Adds what another sketch, encoded, has counted.</summary>
    public void Add(ReadOnlySpan<byte> encoded)
    {
        var bucket = 0;
        while (!encoded.IsEmpty)
        {
            bucket += (int)Read(ref encoded);
            Count(bucket, (long)Read(ref encoded));
        }
    }

    /// <summary>The buckets that have counted something, as pairs of varints: the distance from the bucket before, and the count.</summary>
    public byte[] Encode()
    {
        var buckets = _counts.Length - _counts.AsSpan().Count(0L);
        var encoded = new byte[buckets * 2 * MaxVarint];
        var (length, last) = (0, 0);
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            if (_counts[bucket] > 0)
            {
                length += Write(encoded.AsSpan(length), (ulong)(bucket - last));
                length += Write(encoded.AsSpan(length), (ulong)_counts[bucket]);
                last = bucket;
            }
        }

        return encoded[..length];
    }

    /// <summary>The milliseconds that this share of what was counted does not exceed; <see langword="null"/> when nothing was.</summary>
    public double? Quantile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * _total));
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
            {
                return MiddleOf(bucket);
            }
        }

        return null;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        _total = 0;
    }

    private static int BucketOf(long milliseconds)
    {
        if (milliseconds < Exact)
        {
            return (int)Math.Max(0, milliseconds);
        }

        var doublings = BitOperations.Log2((ulong)milliseconds) - ExactBits;
        return Exact + (doublings * Steps) + (int)(milliseconds >> (doublings + 1)) - Steps;
    }

    private static double MiddleOf(int bucket)
    {
        if (bucket < Exact)
        {
            return bucket;
        }

        var (doublings, step) = Math.DivRem(bucket - Exact, Steps);
        var width = 2L << doublings;
        return ((Steps + step) * width) + ((width - 1) / 2.0);
    }

    private void Count(int bucket, long count)
    {
        if (bucket >= _counts.Length)
        {
            Array.Resize(ref _counts, (bucket / Steps * Steps) + Steps);
        }

        _counts[bucket] += count;
        _total += count;
    }

    private static int Write(Span<byte> target, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[length++] = (byte)(value | 0x80);
        }

        target[length++] = (byte)value;
        return length;
    }

    private static ulong Read(ref ReadOnlySpan<byte> source)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = source[0];
            source = source[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
