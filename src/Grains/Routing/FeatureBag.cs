using System.Buffers;

namespace Inference.Routing;

/// <summary>Features with their weights in two pooled arrays: collected first, then merged so that each occurs once.</summary>
internal sealed class FeatureBag : IDisposable
{
    private uint[] _features = ArrayPool<uint>.Shared.Rent(1024);
    private float[] _weights = ArrayPool<float>.Shared.Rent(1024);
    private int _count;

    public ReadOnlySpan<uint> Features => _features.AsSpan(0, _count);

    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, _count);

    public static FeatureKind KindOf(uint feature) => (FeatureKind)(feature & 3);

    public void Add(FeatureKind kind, uint hash, float weight)
    {
        if (_count == Math.Min(_features.Length, _weights.Length))
        {
            Grow();
        }

        _features[_count] = (hash & ~3u) | (uint)kind;
        _weights[_count++] = weight;
    }

    /// <summary>Adds up the weights of equal features and sorts by feature, so that the order of reading leaves no trace.</summary>
    public void Merge()
    {
        Array.Sort(_features, _weights, 0, _count);
        var last = -1;
        for (var i = 0; i < _count; i++)
        {
            if (last >= 0 && _features[last] == _features[i])
            {
                _weights[last] += _weights[i];
                continue;
            }

            _features[++last] = _features[i];
            _weights[last] = _weights[i];
        }

        _count = last + 1;
    }

    /// <summary>Multiplies each weight by its kind's.</summary>
    public void Weigh(float word, float stopWord, float pair, float gram)
    {
        for (var i = 0; i < _count; i++)
        {
            _weights[i] *= KindOf(_features[i]) switch
            {
                FeatureKind.Word => word,
                FeatureKind.StopWord => stopWord,
                FeatureKind.Pair => pair,
                FeatureKind.Gram => gram,
            };
        }
    }

    public void Clear() => _count = 0;

    public void Dispose()
    {
        ArrayPool<uint>.Shared.Return(_features);
        ArrayPool<float>.Shared.Return(_weights);
        _features = [];
        _weights = [];
        _count = 0;
    }

    private void Grow()
    {
        var features = ArrayPool<uint>.Shared.Rent(_count * 2);
        var weights = ArrayPool<float>.Shared.Rent(_count * 2);
        Features.CopyTo(features);
        Weights.CopyTo(weights);
        ArrayPool<uint>.Shared.Return(_features);
        ArrayPool<float>.Shared.Return(_weights);
        (_features, _weights) = (features, weights);
    }
}

/// <summary>What a feature was read from; the lowest bits of its number.</summary>
internal enum FeatureKind : uint
{
    Word = 0,
    StopWord = 1,
    Pair = 2,
    Gram = 3,
}
