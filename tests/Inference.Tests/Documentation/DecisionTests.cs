namespace Inference.Documentation;

public sealed class DecisionTests
{
    private static readonly IReadOnlyList<MarkdownDocument> Decisions =
        [.. MarkdownDocument.All.Where(document => document.Path.StartsWith(Path.Combine("docs", "decisions", "0"), StringComparison.Ordinal))];

    [Fact]
    public void Every_decision_has_the_same_parts() => Assert.All(
        Decisions,
        decision => Assert.Superset(
            new HashSet<string> { "context", "decision", "consequences", "what-would-change-our-mind" },
            decision.Anchors.ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void Decisions_are_numbered_without_gaps() => Assert.Equal(
        Enumerable.Range(1, Decisions.Count).Select(number => $"{number:0000}"),
        Decisions.Select(decision => Path.GetFileName(decision.Path)[..4]));
}
