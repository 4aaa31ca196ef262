using System.Text.RegularExpressions;

namespace Inference.Documentation;

/// <summary>Documents and scripts name mechanisms: no component in them tells, hears or wants anything. Pronouns are looked for by the conventions.</summary>
public sealed partial class WordsTests
{
    public static TheoryData<string> Files =>
    [
        .. MarkdownDocument.All.Select(document => document.Path),
        .. Directory.EnumerateFiles(Repository.PathOf("deploy"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf(""), file))
            // What deploy/local-cluster.sh keeps.
            .Where(file => !file.StartsWith(Path.Combine("deploy", "data"), StringComparison.Ordinal)),
        "run.sh",
        "test.sh",
        "tests/newcomer.sh",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_document_has_a_narrators_verb(string file) =>
        Assert.Empty(Word().Matches(File.ReadAllText(Repository.PathOf(file))).Select(word => word.Value));

    [GeneratedRegex(@"\b(?:wants(?!=)|wanted|tells|told|heard|linger\w*|shelf|patience)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
