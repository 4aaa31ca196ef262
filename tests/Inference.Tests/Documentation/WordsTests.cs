using System.Text.RegularExpressions;

namespace Inference.Documentation;

/// <summary>Documents and scripts name components and mechanisms, and tell no stories.</summary>
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
    public void No_document_has_a_narrators_word(string file) =>
        Assert.Empty(Word().Matches(File.ReadAllText(Repository.PathOf(file))).Select(word => word.Value));

    [GeneratedRegex(
        @"\b(?:who(?:ever|mever)|(?:no|some|any|every)body|(?:some|any)one|what(?:ever)|wants(?!=)|wanted|tells|told|heard|linger\w*|shelf|patience)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
