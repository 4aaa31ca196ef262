using Inference.Completions;

namespace Inference.Tokens;

public sealed class TokenCounterTests
{
    private static readonly TokenCounter Counter = new();

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("Hello", 1)]
    [InlineData("hello world", 2)]
    public void Text_is_counted_as_o200k_does(string? text, int tokens) => Assert.Equal(tokens, Counter.Count(text));

    [Fact]
    public void A_conversation_costs_its_frames_too() =>
        Assert.Equal(3 + (3 + 2) + (3 + 1 + 1 + 1), Counter.Count(
        [
            new Message { Role = Role.System, Content = "hello world" },
            new Message { Role = Role.User, Content = "Hello", Name = "Hello" },
        ]));
}
