using Inference.Messages;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>Answers of a model's server, whole and streamed.</summary>
public sealed class ModelAnswerTests
{
    private static readonly ScriptedToolCall Weather = new("get_weather", """{"city":"Lisbon"}""", "call_9");

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Reasoning_survives_whole_and_streamed(string field)
    {
        await using var models = await ServeAsync(new Scenario { Content = "At the north entrance.", Reasoning = "They ask where.", ReasoningField = field });

        var answer = await models.AnswerAsync("m");
        var updates = await models.StreamAsync("m");

        Assert.Equal(("At the north entrance.", "They ask where."), (answer.Content, answer.ReasoningContent));
        Assert.Equal("At the north entrance.", string.Concat(updates.Select(u => u.Text)));
        Assert.Equal("They ask where.", string.Concat(updates.Select(u => u.Reasoning)));
        Assert.True(updates.Count > 6, "The pieces were not passed on one by one.");
    }

    [Fact]
    public async Task Tool_calls_survive_whole()
    {
        await using var models = await ServeAsync(new Scenario { ToolCalls = [Weather] });

        var answer = await models.AnswerAsync("m");

        Assert.Equal([new ToolCall("call_9", "get_weather", """{"city":"Lisbon"}""")], answer.ToolCalls.AsEnumerable());
        Assert.Equal(FinishReason.ToolCalls, answer.FinishReason);
        Assert.Null(answer.Content);
    }

    [Fact]
    public async Task Tool_calls_are_streamed_as_the_deltas_that_came()
    {
        await using var models = await ServeAsync(new Scenario { ToolCalls = [Weather, new("get_time", "{}", "call_10")] });

        var updates = await models.StreamAsync("m");
        var deltas = updates.SelectMany(u => u.ToolCalls).ToList();

        Assert.Equal(("call_9", "get_weather"), (deltas[0].Id, deltas[0].Name));
        Assert.All(deltas.Where(d => d.Id is null), d => Assert.Null(d.Name));
        Assert.Equal("""{"city":"Lisbon"}""", string.Concat(deltas.Where(d => d.Index == 0).Select(d => d.Arguments)));
        Assert.Equal("{}", string.Concat(deltas.Where(d => d.Index == 1).Select(d => d.Arguments)));
        Assert.True(deltas.Count(d => d.Index == 0) > 2, "The arguments came in one piece.");
        Assert.Equal(FinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Fact]
    public async Task A_tool_call_without_an_id_gets_one()
    {
        await using var models = await ServeAsync(new Scenario { ToolCalls = [Weather with { Id = "" }] });

        var answer = await models.AnswerAsync("m");
        var updates = await models.StreamAsync("m");

        Assert.StartsWith("call_", answer.ToolCalls[0].Id, StringComparison.Ordinal);
        Assert.StartsWith("call_", updates.SelectMany(u => u.ToolCalls).First().Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop", FinishReason.Stop)]
    [InlineData("length", FinishReason.Length)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    public async Task The_finish_reason_survives(string reason, FinishReason expected)
    {
        await using var models = await ServeAsync(new Scenario { FinishReason = reason });

        var answer = await models.AnswerAsync("m");
        var updates = await models.StreamAsync("m");

        Assert.Equal(expected, answer.FinishReason);
        Assert.Equal(expected, updates[^1].FinishReason);
        Assert.All(updates[..^1], update => Assert.Null(update.FinishReason));
    }

    [Fact]
    public async Task Stop_beside_tool_calls_means_tool_calls()
    {
        await using var models = await ServeAsync(new Scenario { ToolCalls = [Weather], FinishReason = "stop" });

        Assert.Equal(FinishReason.ToolCalls, (await models.AnswerAsync("m")).FinishReason);
        Assert.Equal(FinishReason.ToolCalls, (await models.StreamAsync("m"))[^1].FinishReason);
    }

    [Theory]
    [InlineData(Flavour.Vllm)]
    [InlineData(Flavour.LlamaCpp)]
    [InlineData(Flavour.OpenAI)]
    public async Task The_servers_usage_is_taken(Flavour flavour)
    {
        await using var models = await ServeAsync(new Scenario { Content = "One two three", Flavour = flavour });

        var answer = await models.AnswerAsync("m");
        var updates = await models.StreamAsync("m");

        Assert.Equal(3, answer.Usage.CompletionTokens);
        Assert.Equal(answer.Usage, updates[^1].Usage);
    }

    [Fact]
    public async Task Usage_is_counted_where_the_server_sends_none()
    {
        await using var models = await ServeAsync(new Scenario { Content = "One two three", Reasoning = "Hm", SendsUsage = false });

        var answer = await models.AnswerAsync("m");
        var updates = await models.StreamAsync("m");

        Assert.InRange(answer.Usage.CompletionTokens, 4, 8);
        Assert.InRange(answer.Usage.PromptTokens, 5, 20);
        Assert.Equal(answer.Usage.PromptTokens, updates[^1].Usage!.PromptTokens);
        Assert.InRange(updates[^1].Usage!.CompletionTokens, 4, 8);
    }

    [Fact]
    public async Task Tool_calls_count_where_the_server_sends_no_usage()
    {
        await using var models = await ServeAsync(new Scenario { ToolCalls = [Weather], SendsUsage = false });

        Assert.True((await models.AnswerAsync("m")).Usage.CompletionTokens > 3);
        Assert.True((await models.StreamAsync("m"))[^1].Usage!.CompletionTokens > 3);
    }

    private static async Task<ModelHarness> ServeAsync(Scenario scenario)
    {
        var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = scenario;
        return models;
    }
}
