using CsCheck;
using Inference.Messages;
using Microsoft.ML.Tokenizers;

namespace Inference.Tokens;

public sealed class TokenCounterTests
{
    private static readonly TokenCounter Counter = new();
    private static readonly TiktokenTokenizer Uncut = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Runs => [.. TokenTexts.Runs];

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("Hello", 1)]
    [InlineData("hello world", 2)]
    public void Text_is_counted_as_o200k_does(string? text, int tokens) => Assert.Equal(tokens, Counter.Count(text, Cancellation));

    [Fact]
    public void A_conversation_costs_its_frames_too() =>
        Assert.Equal(3 + (3 + 2) + (3 + 1 + 1 + 1), Counter.Count(
        [
            new Message { Role = Role.System, Content = "hello world" },
            new Message { Role = Role.User, Content = "Hello", Name = "Hello" },
        ], Cancellation));

    [Fact]
    public void Words_with_blanks_are_counted_exactly() =>
        TokenTexts.Prose.Sample(text => Counter.Count(text, Cancellation) == Uncut.CountTokens(text), iter: 200);

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_text_without_boundaries_is_counted_nearly_exactly(string piece)
    {
        var text = TokenTexts.Run(piece, 3_000);
        var exact = Uncut.CountTokens(text);

        Assert.InRange(Counter.Count(text, Cancellation), exact, exact * 1.05 + 1);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Twice_the_text_costs_twice_the_tokens(string piece)
    {
        var (once, twice) = (Counter.Count(TokenTexts.Run(piece, 64_000), Cancellation), Counter.Count(TokenTexts.Run(piece, 128_000), Cancellation));

        Assert.InRange(twice, once * 1.9, once * 2.1);
    }

    [Fact]
    public void A_count_stops_when_its_caller_has_left() =>
        Assert.Throws<OperationCanceledException>(() => Counter.Count(TokenTexts.Run("left", 10_000), new CancellationToken(canceled: true)));
}
