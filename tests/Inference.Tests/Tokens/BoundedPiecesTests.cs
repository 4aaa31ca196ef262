using System.Text;
using CsCheck;
using Microsoft.ML.Tokenizers;

namespace Inference.Tokens;

/// <summary>Byte pair encoding takes the square of a piece's length, so that a bound of the pieces is what makes counting linear.</summary>
public sealed class BoundedPiecesTests
{
    private static readonly PreTokenizer PreTokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base").PreTokenizer!;

    public static TheoryData<string> Runs => [.. TokenTexts.Runs];

    [Theory]
    [MemberData(nameof(Runs))]
    public void No_piece_of_a_text_without_boundaries_is_long(string piece) => AssertPieces(TokenTexts.Run(piece, 100_000));

    [Fact]
    public void Pieces_are_bounded_and_make_up_any_text() => Gen.OneOf(
            Gen.String[0, 500],
            TokenTexts.Prose,
            Gen.Select(Gen.OneOfConst(TokenTexts.Runs), Gen.Int[1, 600]).Array[1, 8].Select(runs => string.Concat(runs.Select(run => TokenTexts.Run(run.Item1, run.Item2)))))
        .Sample(AssertPieces, iter: 300);

    private static void AssertPieces(string text)
    {
        var end = 0;
        foreach (var (offset, length) in BoundedPieces.Of(text, PreTokenizer))
        {
            Assert.Equal(end, offset);
            Assert.InRange(Encoding.UTF8.GetByteCount(text.AsSpan(offset, length)), 1, BoundedPieces.MaxBytes);
            end = offset + length;
            Assert.False(end < text.Length && char.IsSurrogatePair(text[end - 1], text[end]), "A character is cut into halves.");
        }

        Assert.Equal(text.Length, end);
    }
}
