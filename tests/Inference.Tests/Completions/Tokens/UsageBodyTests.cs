using System.Text.Json;
using Inference.Completions.Contract;
using Inference.Messages;

namespace Inference.Completions.Tokens;

public sealed class UsageBodyTests
{
    private const string Sums = """{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3""";

    private static readonly JsonSerializerOptions Options = CreateOptions();

    [Theory]
    [InlineData(null, "}")]
    [InlineData("{}", "}")]
    [InlineData("""{"prompt_tokens_details":{"cached_tokens":1}}""", ""","prompt_tokens_details":{"cached_tokens":1}}""")]
    [InlineData("""{"num_sources_used":0,"completion_tokens_details":{"reasoning_tokens":2}}""", ""","completion_tokens_details":{"reasoning_tokens":2},"num_sources_used":0}""")]
    [InlineData("""{"cost":1.50e-3,"digits":12345678901234567890.10}""", ""","cost":1.50e-3,"digits":12345678901234567890.10}""")]
    [InlineData("""{"promptTokens":4,"ok":true,"note":"é\"","none":null,"list":[1,{}]}""", ""","promptTokens":4,"ok":true,"note":"é\"","none":null,"list":[1,{}]}""")]
    public void The_servers_members_follow_the_sums_as_they_are(string? details, string expected) =>
        Assert.Equal(Sums + expected, Write(details));

    [Theory]
    [InlineData("""{"prompt_tokens":9,"completion_tokens":9,"total_tokens":9,"cost":1}""", ""","cost":1}""")]
    [InlineData("""{"cost":1,"cost":2,"prompt_tokens_details":{},"prompt_tokens_details":{"cached_tokens":1}}""", ""","prompt_tokens_details":{"cached_tokens":1},"cost":2}""")]
    public void No_name_is_written_twice_and_the_sums_are_ours(string details, string expected) => Assert.Equal(Sums + expected, Write(details));

    [Theory]
    [InlineData("{\n  \"cost\": [\n    1,\r\n    2\n  ]\n}", ""","cost":[1,2]}""")]
    [InlineData("""{"note":"\ud83d","a\udc00":1}""", ""","note":"�","a�":1}""")]
    [InlineData("""{"prompt_tokens_details":null}""", "}")]
    [InlineData("[1]", "}")]
    [InlineData("{", "}")]
    [InlineData("", "}")]
    public void Nothing_that_a_server_sends_breaks_the_reply(string details, string expected) => Assert.Equal(Sums + expected, Write(details));

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    [InlineData(120, false)]
    [InlineData(5_000, false)]
    public void Members_are_as_deep_as_clients_can_read(int levels, bool isShown)
    {
        var deep = string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));

        Assert.Equal(Sums + (isShown ? $",\"deep\":{deep}}}" : "}"), Write($$"""{"deep":{{deep}}}"""));
    }

    [Fact]
    public void A_total_is_never_less_than_its_parts()
    {
        var usage = new Usage(int.MaxValue, int.MaxValue);

        Assert.Equal((int.MaxValue, int.MaxValue), (usage.TotalTokens, UsageBody.From(usage).TotalTokens));
        Assert.Equal(int.MaxValue, new Usage(int.MaxValue, 1).TotalTokens);
        Assert.Equal(int.MaxValue, new Usage(int.MaxValue - 1, 1).TotalTokens);
    }

    private static string Write(string? details) =>
        JsonSerializer.Serialize(UsageBody.From(new Usage(1, 2) { CachedTokens = 5, Details = details }), Options);

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }
}
