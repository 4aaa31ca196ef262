using CsCheck;
using Inference.Tokens;
using Microsoft.Extensions.AI;

namespace Inference.Models.Local;

public sealed class LocalModelTests
{
    private const string System = """
        You are a helpful assistant of ACME. Always answer politely.
        Our office is in Vienna.

        ## Document: returns.md
        # Refunds
        Refunds are paid within 14 days. Damaged goods are collected for free.
        # Shipping
        We ship to Norway and Sweden.

        ## Document: prices
        Plan A costs 5 euros a month. Plan B costs 9 euros a month.
        """;

    private static readonly TokenCounter Counter = new();
    private static readonly LocalModel Model = new(Counter);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("How long does a refund take?", "“Refunds are paid within 14 days.” (returns.md)")]
    [InlineData("What does plan B cost?", "“Plan B costs 9 euros a month.” (prices)")]
    [InlineData("Where is your office?", "“Our office is in Vienna.” (context)")]
    [InlineData("Do you ship to Norway?", "“We ship to Norway and Sweden.” (returns.md)")]
    public async Task The_answer_quotes_the_sentence_and_its_source(string question, string expected)
    {
        var answer = await AskAsync(question);

        Assert.Equal(expected, answer.Text);
    }

    [Theory]
    [InlineData("Who won the world cup?")]
    [InlineData("Are you polite and helpful?")]
    [InlineData("")]
    public async Task Without_an_answer_it_says_so(string question) => Assert.Equal("I have nothing on that.", (await AskAsync(question)).Text);

    [Fact]
    public async Task A_question_that_refers_to_the_one_before_is_understood()
    {
        var answer = await Model.GetResponseAsync(
            [new(ChatRole.System, System), new(ChatRole.User, "What does plan A cost?"), new(ChatRole.Assistant, "5"), new(ChatRole.User, "And B?")],
            null,
            Cancellation);

        Assert.Contains("9 euros", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_result_is_quoted()
    {
        var answer = await Model.GetResponseAsync(
            [
                new(ChatRole.User, "How warm is it in Oslo?"),
                new(ChatRole.Assistant, [new FunctionCallContent("call_1", "get_weather")]),
                new(ChatRole.Tool, [new FunctionResultContent("call_1", """{"temperature": 21, "wind": {"speed": 3}}""")]),
            ],
            null,
            Cancellation);

        Assert.Equal("“temperature: 21 wind speed: 3” (get_weather)", answer.Text);
    }

    [Fact]
    public async Task Usage_is_counted_and_the_end_has_its_reason()
    {
        var answer = await AskAsync("Where is your office?");

        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(Counter.Count([new(ChatRole.System, System), new ChatMessage(ChatRole.User, "Where is your office?")], Cancellation), answer.Usage!.InputTokenCount);
        Assert.InRange(answer.Usage.OutputTokenCount!.Value, 5, 20);
        Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
    }

    [Fact]
    public void Never_more_tokens_than_allowed_and_length_says_so() =>
        Gen.Int[0, 40].Sample(limit =>
        {
            var answer = AskAsync("How long does a refund take?", new ChatOptions { MaxOutputTokens = limit }).Result;
            var whole = AskAsync("How long does a refund take?").Result.Text;
            return answer.Usage!.OutputTokenCount <= limit
                && whole.StartsWith(answer.Text, StringComparison.Ordinal)
                && answer.FinishReason == (answer.Text == whole ? ChatFinishReason.Stop : ChatFinishReason.Length);
        });

    [Fact]
    public void No_stop_sequence_is_ever_in_an_answer() =>
        Gen.String[Gen.Char["adefinorst .0149"], 1, 3].Array[1, 4].Sample(stops =>
        {
            var answer = AskAsync("How long does a refund take?", new ChatOptions { StopSequences = stops }).Result.Text;
            return Array.TrueForAll(stops, stop => !answer.Contains(stop, StringComparison.Ordinal));
        });

    [Fact]
    public async Task The_stream_is_the_answer_word_by_word()
    {
        const string Question = "How long does a refund take?";
        var updates = await Model.GetStreamingResponseAsync([new(ChatRole.System, System), new(ChatRole.User, Question)], null, Cancellation)
            .ToListAsync(Cancellation);
        var whole = await AskAsync(Question);

        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        Assert.All(updates.SkipLast(1), update => Assert.DoesNotContain(' ', update.Text.Trim()));
        Assert.Equal(whole.FinishReason, updates[^1].FinishReason);
        Assert.Equal(whole.Usage!.TotalTokenCount, updates[^1].Contents.OfType<UsageContent>().Single().Details.TotalTokenCount);
    }

    [Fact]
    public async Task Cancelling_stops_the_stream()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var stream = Model.GetStreamingResponseAsync([new(ChatRole.System, System), new(ChatRole.User, "Where is your office?")], null, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in stream)
            {
                await cancellation.CancelAsync();
            }
        });
    }

    private static Task<ChatResponse> AskAsync(string question, ChatOptions? options = null) =>
        Model.GetResponseAsync([new(ChatRole.System, System), new(ChatRole.User, question)], options, Cancellation);
}
