using System.Runtime.InteropServices;

namespace Inference.Routing;

/// <summary>The inverted index: for each feature the experts that have it, with how much they have of it (BM25's saturated count).</summary>
internal sealed class ExpertPostings
{
    // BM25's constants. Length counts little: an expert with many examples is broad on purpose.
    private const float Saturation = 3f;
    private const float LengthShare = 0.8f;

    // A few experts say little about how rare a word is; pretending that there are more of them keeps scores in the same range.
    private const float BackgroundExperts = 5f;

    private readonly Dictionary<uint, Range> _ranges = [];
    private readonly int[] _experts;
    private readonly float[] _shares;

    public ExpertPostings(ReadOnlySpan<ExpertProfile> profiles)
    {
        Count = profiles.Length;
        var total = CountExperts(profiles);
        _experts = new int[total];
        _shares = new float[total];
        Fill(profiles);
    }

    public int Count { get; }

    /// <summary>Adds to each expert's score what it has of the features; returns the score of an expert that has all of everything.</summary>
    public float Score(ReadOnlySpan<uint> features, ReadOnlySpan<float> weights, Span<float> scores)
    {
        var whole = 0f;
        for (var i = 0; i < features.Length; i++)
        {
            _ranges.TryGetValue(features[i], out var range);
            var weight = weights[i] * Rarity(range.Count);
            whole += weight;
            var experts = _experts.AsSpan(range.Start, range.Count);
            var shares = _shares.AsSpan(range.Start, range.Count);
            for (var j = 0; j < experts.Length; j++)
            {
                scores[experts[j]] += weight * shares[j];
            }
        }

        return whole;
    }

    private float Rarity(int experts) => MathF.Log((Count + BackgroundExperts + 1) / (Math.Max(experts, 1) + 0.5f));

    private int CountExperts(ReadOnlySpan<ExpertProfile> profiles)
    {
        foreach (var profile in profiles)
        {
            foreach (var feature in profile.Features)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_ranges, feature, out _).Count++;
            }
        }

        var start = 0;
        foreach (var feature in _ranges.Keys)
        {
            ref var range = ref CollectionsMarshal.GetValueRefOrNullRef(_ranges, feature);
            range.Start = start;
            start += range.Count;
            range.Count = 0;
        }

        return start;
    }

    private void Fill(ReadOnlySpan<ExpertProfile> profiles)
    {
        var averageLength = 0f;
        foreach (var profile in profiles)
        {
            averageLength += profile.Length / profiles.Length;
        }

        for (var expert = 0; expert < profiles.Length; expert++)
        {
            var profile = profiles[expert];
            var halfway = Saturation * (1 - LengthShare + LengthShare * profile.Length / averageLength);
            for (var i = 0; i < profile.Features.Length; i++)
            {
                ref var range = ref CollectionsMarshal.GetValueRefOrNullRef(_ranges, profile.Features[i]);
                var place = range.Start + range.Count++;
                _experts[place] = expert;
                _shares[place] = profile.Counts[i] / (profile.Counts[i] + halfway);
            }
        }
    }

    private struct Range
    {
        public int Start;
        public int Count;
    }
}
