using System.Globalization;

namespace Inference.Guards;

/// <summary>What speaks for a category in one text: the two heaviest phrases, so that a long text does not add up to a risk by its length.</summary>
internal struct GuardEvidence
{
    private float _first;
    private float _second;

    /// <summary>The words of the heaviest phrase.</summary>
    public (int Start, int End) Place { get; private set; }

    /// <summary>From 0 to 1: either phrase alone may be wrong, both seldom are.</summary>
    public readonly float Score => 1 - (1 - _first) * (1 - _second);

    public void Add(float weight, int start, int end)
    {
        if (weight > _first)
        {
            // Overlapping phrases are one piece of evidence.
            _second = start < Place.End && Place.Start < end ? _second : _first;
            _first = weight;
            Place = (start, end);
        }
        else if (weight > _second && !(start < Place.End && Place.Start < end))
        {
            _second = weight;
        }
    }
}

/// <summary>A category whose score reached its threshold: by how much, and why.</summary>
internal sealed record GuardFinding(string Category, double Excess, string Reasoning)
{
    /// <summary><see langword="null"/> when the category is not in force or the score is below its threshold.</summary>
    public static GuardFinding? Of(GuardRule? rule, double score, string what)
    {
        if (rule is null || score < rule.Threshold)
        {
            return null;
        }

        var reasoning = string.Create(CultureInfo.InvariantCulture, $"{rule.Name}: {what}; score {score:0.00}, from {rule.Threshold:0.00} on.");
        return new GuardFinding(rule.Name, score - rule.Threshold, reasoning);
    }

    /// <summary>The one that is further above its threshold; the first when both are the same.</summary>
    public static GuardFinding? Worst(GuardFinding? first, GuardFinding? second) =>
        first is null || second?.Excess > first.Excess ? second : first;
}
