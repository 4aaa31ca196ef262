using CsCheck;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.Tokens;

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
    private static readonly ModelEntry Entry = new(ModelsOptions.Local, new ModelOptions { Provider = ModelsOptions.Local }, server: null!, default);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("How long does a refund take?", "“Refunds are paid within 14 days.” (returns.md)")]
    [InlineData("What does plan B cost?", "“Plan B costs 9 euros a month.” (prices)")]
    [InlineData("Where is your office?", "“Our office is in Vienna.” (context)")]
    [InlineData("Do you ship to Norway?", "“We ship to Norway and Sweden.” (returns.md)")]
    public async Task The_answer_quotes_the_sentence_and_its_source(string question, string expected)
    {
        var answer = await AskAsync(question);

        Assert.Equal(expected, answer.Content);
    }

    [Theory]
    [InlineData("Who won the world cup?")]
    [InlineData("Are you polite and helpful?")]
    [InlineData("")]
    public async Task Without_an_answer_it_says_so(string question) => Assert.Equal("I have nothing on that.", (await AskAsync(question)).Content);

    [Fact]
    public async Task A_question_that_refers_to_the_one_before_is_understood()
    {
        var answer = await AskAsync(
            Said(Role.System, System), Said(Role.User, "What does plan A cost?"), Said(Role.Assistant, "5"), Said(Role.User, "And B?"));

        Assert.Contains("9 euros", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_result_is_quoted()
    {
        var answer = await AskAsync(
            Said(Role.User, "How warm is it in Oslo?"),
            new Message { Role = Role.Assistant, ToolCalls = [new ToolCall("call_1", "get_weather", "")] },
            new Message { Role = Role.Tool, ToolCallId = "call_1", Content = """{"temperature": 21, "wind": {"speed": 3}}""" });

        Assert.Equal("“temperature: 21 wind speed: 3” (get_weather)", answer.Content);
    }

    [Fact]
    public async Task Usage_is_counted_and_the_end_has_its_reason()
    {
        var answer = await AskAsync("Where is your office?");

        Assert.Equal(FinishReason.Stop, answer.FinishReason);
        Assert.Equal(Counter.Count(Asked("Where is your office?"), Cancellation), answer.Usage.PromptTokens);
        Assert.InRange(answer.Usage.CompletionTokens, 5, 20);
        Assert.Equal(answer.Usage.PromptTokens + answer.Usage.CompletionTokens, answer.Usage.TotalTokens);
    }

    [Fact]
    public void Never_more_tokens_than_allowed_and_length_says_so() =>
        Gen.Int[0, 40].Sample(limit =>
        {
            var answer = AskAsync("How long does a refund take?", new Sampling { MaxTokens = limit }).Result;
            var whole = AskAsync("How long does a refund take?").Result.Content!;
            return answer.Usage.CompletionTokens <= limit
                && whole.StartsWith(answer.Content ?? "", StringComparison.Ordinal)
                && answer.FinishReason == (answer.Content == whole ? FinishReason.Stop : FinishReason.Length);
        });

    [Fact]
    public void No_stop_sequence_is_ever_in_an_answer() =>
        Gen.String[Gen.Char["adefinorst .0149"], 1, 3].Array[1, 4].Sample(stops =>
        {
            var answer = AskAsync("How long does a refund take?", new Sampling { Stop = [.. stops] }).Result.Content ?? "";
            return Array.TrueForAll(stops, stop => !answer.Contains(stop, StringComparison.Ordinal));
        });

    [Fact]
    public async Task The_stream_is_the_answer_word_by_word()
    {
        const string Question = "How long does a refund take?";
        using var deadline = Deadline.Rent(TimeSpan.FromMinutes(1), Cancellation);
        var updates = await Model.StreamAsync(Entry, Request(Asked(Question)), deadline, deadline.Token).ToListAsync(Cancellation);
        var whole = await AskAsync(Question);

        Assert.Equal(whole.Content, string.Concat(updates.Select(update => update.Text)));
        Assert.All(updates.SkipLast(1), update => Assert.DoesNotContain(' ', update.Text!.Trim()));
        Assert.Equal(whole.FinishReason, updates[^1].FinishReason);
        Assert.Equal(whole.Usage.TotalTokens, updates[^1].Usage!.TotalTokens);
        Assert.All(updates.SkipLast(1), update => Assert.Null(update.Usage));
    }

    [Fact]
    public async Task Cancelling_stops_the_stream()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var deadline = Deadline.Rent(TimeSpan.FromMinutes(1), cancellation.Token);
        var stream = Model.StreamAsync(Entry, Request(Asked("Where is your office?")), deadline, deadline.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in stream)
            {
                await cancellation.CancelAsync();
            }
        });
    }

    private static Message Said(Role role, string content) => new() { Role = role, Content = content };

    private static Message[] Asked(string question) => [Said(Role.System, System), Said(Role.User, question)];

    private static ModelRequest Request(Message[] messages, Sampling? sampling = null) =>
        new() { Model = ModelsOptions.Local, Messages = [.. messages], Sampling = sampling ?? Sampling.None };

    private static Task<ModelAnswer> AskAsync(string question, Sampling? sampling = null) =>
        AskAsync(Request(Asked(question), sampling));

    private static Task<ModelAnswer> AskAsync(params Message[] messages) => AskAsync(Request(messages));

    private static async Task<ModelAnswer> AskAsync(ModelRequest request)
    {
        using var deadline = Deadline.Rent(TimeSpan.FromMinutes(1), Cancellation);
        return await Model.SendAsync(Entry, request, deadline);
    }
}
