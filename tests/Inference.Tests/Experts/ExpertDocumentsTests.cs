using System.Collections.Immutable;
using CsCheck;
using Inference.Retrieval;

namespace Inference.Experts;

public sealed class ExpertDocumentsTests
{
    private static readonly ImmutableArray<ImmutableDictionary<string, string>> Files =
    [
        File(("name", "returns.md"), ("content", "# Returns\n\nRefunds are paid within 14 days.\n\n# Shipping\n\nWe ship to Norway. Parcels take a week.")),
        File(("title", "prices"), ("text", "Plan A costs 5 euros."), ("valid", "2026")),
        File(("Frage", "Wo?"), ("Antwort", "Hier.")),
    ];

    [Fact]
    public void Small_documents_are_put_in_whole_under_their_names()
    {
        var text = ExpertDocuments.Select(Files, "anything", 10_000);

        Assert.StartsWith("## Document: returns.md\n# Returns\n", text, StringComparison.Ordinal);
        Assert.Contains("\n\n## Document: prices\nvalid: 2026\n\nPlan A costs 5 euros.", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n## Document: document 3\nAntwort: Hier.\nFrage: Wo?", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_large_documents_the_passages_that_match_are_put_in()
    {
        var filler = string.Join("\n\n", Enumerable.Range(0, 500).Select(i => $"Paragraph {i} is about gardening and the weather, which is fine today. " + new string('x', 150)));
        var files = ImmutableArray.Create(
            File(("name", "big.txt"), ("content", filler + "\n\nThe warranty on pumps is five years.\n\n" + filler)),
            Files[0]);

        var text = ExpertDocuments.Select(files, "How long is the warranty on a pump?", 1_000);

        Assert.Contains("## Document: big.txt\n", text, StringComparison.Ordinal);
        Assert.Contains("five years", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Norway", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_match_the_beginnings_are_put_in()
    {
        var files = ImmutableArray.Create(File(("name", "a"), ("content", "First words. " + string.Join(' ', Enumerable.Repeat("blah", 2_000)))));

        Assert.Contains("First words.", ExpertDocuments.Select(files, "zzz?", 1_000), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        Assert.Equal("", ExpertDocuments.Select(default, "x", 100));
        Assert.Equal("", ExpertDocuments.Select([ImmutableDictionary<string, string>.Empty], "x", 100));
    }

    [Fact]
    public void A_selection_never_exceeds_its_budget() =>
        Gen.Select(Gen.String[Gen.Char["abcdefghij .\n#"], 0, 3_000].Array[1, 4], Gen.Int[0, 2_500]).Sample((texts, budget) =>
        {
            var files = texts.Select((t, i) => File(("name", $"doc {i}"), ("content", t))).ToImmutableArray();
            return ExpertDocuments.Select(files, "abc def", budget).Length <= budget;
        });

    [Fact]
    public void Splitting_loses_no_letter_and_makes_no_passage_too_long() =>
        Gen.String[Gen.Char["abcd .!?\n#-1"], 0, 5_000].Sample(text =>
        {
            var passages = PassageSplitter.Split(text);
            return passages.TrueForAll(p => p.Length is > 0 and <= PassageSplitter.Longest)
                && Letters(string.Concat(passages)) == Letters(text);
        });

    [Theory]
    [InlineData("It costs 3.50 euros. Next one.", "It costs 3.50 euros.")]
    [InlineData("Use e.g. a pump. Then stop.", "Use e.g. a pump.")]
    [InlineData("Really?! Yes.", "Really?!")]
    [InlineData("He said \"no.\" Then left.", "He said \"no.\"")]
    [InlineData("1. First item", "1. First item")]
    [InlineData("no end", "no end")]
    public void A_sentence_ends_where_it_ends(string text, string first) => Assert.Equal(first, text[..Sentences.FirstLength(text)].Trim());

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static ImmutableDictionary<string, string> File(params (string Key, string Value)[] fields) =>
        fields.ToImmutableDictionary(f => f.Key, f => f.Value);
}
