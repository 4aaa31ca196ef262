using CsCheck;

namespace Inference.Tokens;

public sealed class TextBlocksTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        TokenTexts.Prose,
        Gen.Select(Gen.OneOfConst(TokenTexts.Runs), Gen.Int[0, 20_000]).Select((piece, length) => TokenTexts.Run(piece, length)));

    [Fact]
    public void Blocks_are_bounded_and_cut_no_character() => Texts.Sample(
        text => Ends(text).All(end => end == text.Length || !char.IsSurrogatePair(text[end - 1], text[end]))
            && Ends(text).Zip(Ends(text).Prepend(0), (end, start) => end - start).All(length => length is > 0 and <= TextBlocks.MaxLength),
        iter: 200);

    [Fact]
    public void The_same_beginning_gives_the_same_blocks() => Gen.Select(Texts, Texts).Sample(
        (context, question) => Ends(context).SkipLast(1).SequenceEqual(Ends(context + question).Take(Math.Max(0, Ends(context).Count - 1))),
        iter: 200);

    [Fact]
    public void A_block_that_came_before_is_not_counted_again()
    {
        var counts = new BlockCounts();
        var read = new List<string>();

        Assert.Equal(4, Ask("four"));
        Assert.Equal(3, Ask("six"));
        Assert.Equal(4, Ask("four"));
        Assert.Equal(["four", "six"], read);

        int Ask(string block) => counts.GetOrCount(block, Count, TestContext.Current.CancellationToken);

        int Count(string block, CancellationToken cancellationToken)
        {
            read.Add(block);
            return block.Length;
        }
    }

    private static List<int> Ends(string text)
    {
        List<int> ends = [];
        for (var start = 0; start < text.Length; start = ends[^1])
        {
            ends.Add(TextBlocks.EndOf(text, start));
        }

        return ends;
    }
}
