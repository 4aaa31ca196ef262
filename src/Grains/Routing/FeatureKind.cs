namespace Inference.Routing;

/// <summary>What a feature was read from; the lowest bits of its number.</summary>
internal enum FeatureKind : uint
{
    Word = 0,
    StopWord = 1,
    Pair = 2,
    Gram = 3,
}
