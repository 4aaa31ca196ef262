using Inference.Experts;

namespace Inference.Routing;

/// <summary>What the router knows of one expert by itself: its features, each with its weighted count. Immutable, and kept while the expert stays.</summary>
internal sealed class ExpertProfile
{
    private ExpertProfile(uint[] features, float[] counts)
    {
        Features = features;
        Counts = counts;
        Length = counts.Sum();
    }

    public uint[] Features { get; }

    public float[] Counts { get; }

    public float Length { get; }

    public static ExpertProfile Of(Expert expert, FeatureBag bag)
    {
        bag.Clear();
        ExpertText.Read(expert.Fields, bag);
        bag.Merge();
        return new ExpertProfile(bag.Features.ToArray(), bag.Weights.ToArray());
    }
}
