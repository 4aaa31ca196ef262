using System.Text.Json.Nodes;
using CsCheck;
using Inference.Messages;

namespace Inference.Tokens;

public sealed class UsageSumTests
{
    [Fact]
    public void Every_count_is_added() =>
        Gen.Int[0, 1_000_000].Array[8].Sample(n => Assert.Equal(
            new Usage(n[0] + n[4], n[1] + n[5]) { CachedTokens = n[2] + n[6], ReasoningTokens = n[3] + n[7] },
            UsageSum.Of(
                new Usage(n[0], n[1]) { CachedTokens = n[2], ReasoningTokens = n[3] },
                new Usage(n[4], n[5]) { CachedTokens = n[6], ReasoningTokens = n[7] })));

    [Fact]
    public void Counts_beyond_all_limits_do_not_overflow()
    {
        var most = new Usage(int.MaxValue, int.MaxValue) { CachedTokens = int.MaxValue, ReasoningTokens = int.MaxValue };

        Assert.Equal(most, UsageSum.Of(most, most));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("""{"cost":1}""", null, """{"cost":1}""")]
    [InlineData(null, """{"cost":1}""", """{"cost":1}""")]
    [InlineData(
        """{"prompt_tokens_details":{"cached_tokens":3,"audio_tokens":1},"cost":0.1}""",
        """{"prompt_tokens_details":{"cached_tokens":4,"text_tokens":9},"completion_tokens_details":{"reasoning_tokens":5},"cost":0.2}""",
        """{"prompt_tokens_details":{"cached_tokens":7,"audio_tokens":1,"text_tokens":9},"cost":0.3,"completion_tokens_details":{"reasoning_tokens":5}}""")]
    [InlineData("""{"a":{"b":1},"c":2,"tier":"one","list":[1]}""", """{"a":null,"c":null,"tier":"two","list":[2]}""", """{"a":{"b":1},"c":2,"tier":"two","list":[2]}""")]
    [InlineData("""{"huge":1e300}""", """{"huge":2}""", """{"huge":2}""")]
    [InlineData("""{"huge":79228162514264337593543950335}""", """{"huge":1}""", """{"huge":1}""")]
    [InlineData("""{"cost":1}""", "{", """{"cost":1}""")]
    [InlineData("", """{"cost":1}""", """{"cost":1}""")]
    public void Details_are_added_member_by_member(string? left, string? right, string? expected)
    {
        var sum = UsageSum.Of(Usage.None with { Details = left }, Usage.None with { Details = right });

        Assert.Equal(expected is null ? null : JsonNode.Parse(expected)!.ToJsonString(), sum.Details is null ? null : JsonNode.Parse(sum.Details)!.ToJsonString());
    }
}
