namespace Inference.Completions.Requests;

public sealed class AnswerEstimateTests
{
    [Theory]
    [InlineData("", 502)]
    [InlineData("\"max_tokens\":20", 22)]
    [InlineData("\"max_tokens\":20,\"max_completion_tokens\":30", 32)]
    [InlineData("\"top_k\":20,\"options\":{\"num_ctx\":9999},\"guided_json\":{\"n_predict\":{\"type\":\"integer\"}},\"max_tokens\":20", 22)]
    public void A_request_without_other_limits_reserves_what_it_states(string members, long tokens) => Assert.Equal(tokens, Estimate(members));

    [Theory]
    [InlineData("\"n_predict\":4000", 4_002)]
    [InlineData("\"max_new_tokens\":4000", 4_002)]
    [InlineData("\"num_predict\":4000", 4_002)]
    [InlineData("\"max_output_tokens\":4000", 4_002)]
    [InlineData("\"max_tokens_to_sample\":4000", 4_002)]
    [InlineData("\"max_gen_len\":4000", 4_002)]
    [InlineData("\"max_length\":4000", 4_002)]
    [InlineData("\"max_new_tokens\":\"4000\"", 4_002)]
    [InlineData("\"max_new_tokens\":4e3", 4_002)]
    [InlineData("\"max_tokens\":20,\"n_predict\":4000", 4_002)]
    [InlineData("\"max_tokens\":5000,\"n_predict\":4000", 5_002)]
    [InlineData("\"n_predict\":7", 9)]
    [InlineData("\"n_predict\":-1", 502)]
    [InlineData("\"max_tokens\":20,\"n_predict\":-1", 502)]
    [InlineData("\"options\":{\"num_predict\":4000}", 4_002)]
    [InlineData("\"parameters\":{\"max_new_tokens\":4000}", 4_002)]
    [InlineData("\"extra_body\":{\"generationConfig\":{\"maxOutputTokens\":4000}}", 4_002)]
    public void A_limit_by_another_name_is_reserved_for(string members, long tokens) => Assert.Equal(tokens, Estimate(members));

    [Theory]
    [InlineData("\"max_tokens\":20,\"min_tokens\":100", 102)]
    [InlineData("\"min_tokens\":10", 502)]
    [InlineData("\"max_tokens\":20,\"best_of\":3", 62)]
    [InlineData("\"max_tokens\":20,\"best_of\":0", 22)]
    [InlineData("\"max_tokens\":20,\"extra_body\":{\"n\":4,\"best_of\":2}", 82)]
    [InlineData("\"max_tokens\":20,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1000}", 1_022)]
    [InlineData("\"max_tokens\":20,\"reasoning\":{\"max_tokens\":1000,\"effort\":\"high\"}", 1_022)]
    [InlineData("\"max_tokens\":20,\"thinking_budget\":1000", 1_022)]
    [InlineData("\"max_tokens\":20,\"max_reasoning_tokens\":1000", 1_022)]
    [InlineData("\"max_tokens\":20,\"chat_template_kwargs\":{\"thinking_budget\":1000}", 1_022)]
    [InlineData("\"max_tokens\":20,\"extra_body\":{\"google\":{\"thinking_config\":{\"thinking_budget\":1000}}}", 1_022)]
    [InlineData("\"max_tokens\":20,\"thinking_budget\":1000,\"best_of\":2", 2_042)]
    public void What_makes_an_answer_dearer_is_reserved_for(string members, long tokens) => Assert.Equal(tokens, Estimate(members));

    [Fact]
    public void A_predicted_answer_is_reserved_for_beside_the_answer() =>
        Assert.InRange(Estimate($$"""
            "max_tokens":20,"prediction":{"type":"content","content":"{{new string('x', 4_000)}}"}
            """), 1_022, 1_050);

    [Theory]
    [InlineData("\"n_predict\":12345678901234567890,\"best_of\":1e400,\"thinking_budget\":2147483647")]
    [InlineData("\"n_predict\":1e400")]
    [InlineData("\"max_tokens\":2147483647,\"best_of\":2147483647,\"min_tokens\":2147483647")]
    public void Numbers_beyond_all_limits_do_not_overflow(string members) => Assert.Equal(int.MaxValue + 2L, Estimate(members));

    // A prompt of eight characters is two tokens.
    private static long Estimate(string members) =>
        CompletionBody.Estimate($$"""{"messages":[{"role":"user","content":"Hi there"}]{{(members.Length == 0 ? "" : ",")}}{{members}}}""");
}
