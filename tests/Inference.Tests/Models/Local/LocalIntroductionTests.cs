using Inference.Experts;
using Inference.Messages;
using Inference.Routing;

namespace Inference.Models.Local;

public sealed class LocalIntroductionTests
{
    [Theory]
    [InlineData("What can you do?")]
    [InlineData("Hello, who are you? Please help me")]
    [InlineData("Was kannst du?")]
    [InlineData("Bonjour, que peux-tu faire ?")]
    [InlineData("¿Qué puedes hacer?")]
    [InlineData("???")]
    [InlineData("")]
    public void A_question_without_a_subject_is_answered_with_what_there_is(string question)
    {
        var answer = LocalIntroduction.To(question, hasSources: false, Index(1));

        Assert.StartsWith("I am “local”", answer, StringComparison.Ordinal);
        Assert.Contains("- Expert 0: about 0", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What does the team plan cost?")]
    [InlineData("Wie lange dauert die Lieferung?")]
    public void Another_question_is_answered_with_what_was_not_found(string question)
    {
        Assert.StartsWith("I have nothing on that. No expert was chosen", LocalIntroduction.To(question, hasSources: false, Index(1)), StringComparison.Ordinal);
        Assert.Contains("does not say it", LocalIntroduction.To(question, hasSources: true, Index(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What can you do?")]
    [InlineData("What does the team plan cost?")]
    public void Without_experts_it_explains_creating_one_and_configuring_a_model(string question)
    {
        var answer = LocalIntroduction.To(question, hasSources: false, ExpertIndex.Empty);

        Assert.Contains("I am “local”", answer, StringComparison.Ordinal);
        Assert.Contains("curl http://localhost:8080/v1/experts", answer, StringComparison.Ordinal);
        Assert.Contains("Models:Catalog", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_experts_a_few_are_named_and_the_rest_is_counted()
    {
        var answer = LocalIntroduction.To("What can you do?", hasSources: false, Index(500, new string('x', 5_000)));

        Assert.Contains("and 492 more", answer, StringComparison.Ordinal);
        Assert.InRange(answer.Length, 500, 2_000);
    }

    [Theory]
    [InlineData("""{"type":"json_object"}""", null, "response_format")]
    [InlineData("""{"type":"json_schema","json_schema":{}}""", null, "response_format")]
    [InlineData(null, "\"required\"", "tool_choice")]
    [InlineData(null, """{"type":"function","function":{"name":"f"}}""", "tool_choice")]
    [InlineData("""{"type":"text"}""", "\"auto\"", null)]
    [InlineData(null, "\"none\"", null)]
    public void What_would_break_a_client_is_refused(string? format, string? choice, string? param) =>
        Assert.Equal(param, LocalLimits.Refusal("local", Sampling.None with { ResponseFormat = format, ToolChoice = choice })?.Param);

    private static ExpertIndex Index(int count, string? description = null) => ExpertIndex.Build(
        [
            .. Enumerable.Range(0, count).Select(i => new Expert
            {
                Id = $"exp_{i:0000}",
                Fields = new ExpertFields { Name = $"Expert {i}", Description = description ?? $"about {i}" },
                UpdatedAt = DateTimeOffset.UnixEpoch,
            }),
        ],
        null);
}
