using Inference.Completions.Pipeline;
using Inference.Identity;

namespace Inference.Completions;

public sealed class PromptTemplateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 23, 30, 0, TimeSpan.FromHours(-5));

    private static readonly CompletionCall Call = new()
    {
        Caller = new Caller { Environment = "prod", Owner = "o", KeyId = "key_1" },
        Api = "/v1/chats",
        Messages = [],
        AttributedKeyId = "key_1",
        User = "Ada",
        Metadata = """{"plan":"gold","seats":3}""",
    };

    [Theory]
    [InlineData("Today is {{date}}.", "Today is 2026-11-24.")]
    [InlineData("You talk to {{ user }}.", "You talk to Ada.")]
    [InlineData("{{metadata.plan}} with {{metadata.seats}} seats", "gold with 3 seats")]
    [InlineData("{{metadata.unknown}}|{{other}}|{{date", "|{{other}}|{{date")]
    [InlineData("Nothing to fill.", "Nothing to fill.")]
    public void What_is_known_is_filled_in(string template, string expected) =>
        Assert.Equal(expected, PromptTemplate.Fill(template, Call, Now));

    [Fact]
    public void What_is_filled_in_is_not_filled_again() =>
        Assert.Equal("{{date}}", PromptTemplate.Fill("{{user}}", Call with { User = "{{date}}" }, Now));
}
