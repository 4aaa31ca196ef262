using System.Globalization;

namespace Inference.Guards;

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
