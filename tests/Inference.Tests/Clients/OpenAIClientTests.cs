using System.ClientModel;
using System.Text;
using System.Text.Json;
using OpenAI.Chat;

namespace Inference.Clients;

/// <summary>OpenAI's client for .NET works against this server unchanged.</summary>
public sealed class OpenAIClientTests(ClientFixture server) : IClassFixture<ClientFixture>
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "get_weather", "Weather of a city", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_answer_arrives()
    {
        ChatCompletion answer = await AskAsync("plain", "Hello there");

        Assert.StartsWith("chatcmpl-", answer.Id, StringComparison.Ordinal);
        Assert.Equal("You said: Hello there", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(ChatMessageRole.Assistant, answer.Role);
        Assert.True(answer.Usage.OutputTokenCount > 0);
        Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task A_large_photo_is_taken()
    {
        var photo = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(new byte[6_000_000]), "image/jpeg");
        var question = new UserChatMessage(ChatMessageContentPart.CreateTextPart("Hello there"), photo);

        ChatCompletion answer = await server.CreateClient().GetChatClient("plain").CompleteChatAsync([question], null, Cancellation);

        Assert.Equal("You said: Hello there", answer.Content[0].Text);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("no-usage")]
    public async Task A_streamed_answer_arrives_with_its_usage(string model)
    {
        var updates = await StreamAsync(model, "Hello there");

        Assert.Equal("You said: Hello there", string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Equal(ChatMessageRole.Assistant, updates[0].Role);
        Assert.Contains(updates, update => update.FinishReason == ChatFinishReason.Stop);
        Assert.True(updates[^1].Usage.OutputTokenCount > 0);
        Assert.Single(updates.Select(update => update.CompletionId).Distinct());
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_answered()
    {
        var client = server.CreateClient().GetChatClient("tools");
        var options = new ChatCompletionOptions { Tools = { Weather } };
        List<ChatMessage> messages = [new UserChatMessage("How warm is it in Lisbon?")];

        ChatCompletion first = await client.CompleteChatAsync(messages, options, Cancellation);
        var call = Assert.Single(first.ToolCalls);
        messages.AddRange([new AssistantChatMessage(first), new ToolChatMessage(call.Id, "21 degrees")]);
        ChatCompletion second = await client.CompleteChatAsync(messages, options, Cancellation);

        Assert.Equal(ChatFinishReason.ToolCalls, first.FinishReason);
        Assert.Equal("get_weather", call.FunctionName);
        Assert.Equal("Lisbon", Parse(call.FunctionArguments.ToString()).GetProperty("city").GetString());
        Assert.Contains("21 degrees", second.Content[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_streamed_tool_call_comes_together_from_its_pieces()
    {
        var updates = await StreamAsync("tools", "How warm is it in Lisbon?", new ChatCompletionOptions { Tools = { Weather } });

        var pieces = updates.SelectMany(update => update.ToolCallUpdates).ToList();
        var arguments = new StringBuilder().AppendJoin("", pieces.Select(piece => piece.FunctionArgumentsUpdate?.ToString())).ToString();
        Assert.True(pieces.Count > 1);
        Assert.All(pieces, piece => Assert.Equal(0, piece.Index));
        Assert.Equal("get_weather", pieces[0].FunctionName);
        Assert.NotEmpty(pieces[0].ToolCallId);
        Assert.Equal("celsius", Parse(arguments).GetProperty("unit").GetString());
        Assert.Contains(updates, update => update.FinishReason == ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task Reasoning_is_in_the_answer()
    {
        var answer = await AskAsync("reasoning", "Why?");

        var message = Parse(answer.GetRawResponse().Content.ToString()).GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("The user asks. I answer.", message.GetProperty("reasoning_content").GetString());
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var unknown = server.CreateClient("inf_prod_unknown").GetChatClient("plain");

        var error = await Assert.ThrowsAsync<ClientResultException>(() => unknown.CompleteChatAsync([new UserChatMessage("Hello")], null, Cancellation));

        Assert.Equal((401, "invalid_api_key"), (error.Status, CodeOf(error)));
    }

    [Theory]
    [InlineData("no-such-model", null, 404, "model_not_found")]
    [InlineData("plain", 9f, 400, "invalid_param_value")]
    [InlineData("refusing", null, 400, "invalid_param_value")]
    public async Task A_wrong_request_is_refused_with_a_code(string model, float? temperature, int status, string code)
    {
        var options = new ChatCompletionOptions { Temperature = temperature };

        var whole = await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(model, "Hello", options));

        Assert.Equal((status, code), (whole.Status, CodeOf(whole)));
    }

    // What the model's server refuses comes later than a stream's headers, as an event.
    [Theory]
    [InlineData("no-such-model", null, 404, "model_not_found")]
    [InlineData("plain", 9f, 400, "invalid_param_value")]
    public async Task A_stream_that_cannot_begin_is_refused_with_a_code(string model, float? temperature, int status, string code)
    {
        var options = new ChatCompletionOptions { Temperature = temperature };

        var streamed = await Assert.ThrowsAsync<ClientResultException>(() => StreamAsync(model, "Hello", options));

        Assert.Equal((status, code), (streamed.Status, CodeOf(streamed)));
    }

    [Fact]
    public async Task The_models_are_listed()
    {
        var client = server.CreateClient().GetOpenAIModelClient();

        var models = (await client.GetModelsAsync(Cancellation)).Value.Select(model => model.Id).ToList();

        Assert.Contains("local", models);
        Assert.Contains("plain", models);
        Assert.Equal("plain", (await client.GetModelAsync("plain", Cancellation)).Value.Id);
        Assert.Equal("org/plain", (await client.GetModelAsync("org/plain", Cancellation)).Value.Id);
    }

    private Task<ClientResult<ChatCompletion>> AskAsync(string model, string question, ChatCompletionOptions? options = null) =>
        server.CreateClient().GetChatClient(model).CompleteChatAsync([new UserChatMessage(question)], options, Cancellation);

    private async Task<List<StreamingChatCompletionUpdate>> StreamAsync(string model, string question, ChatCompletionOptions? options = null) =>
        await server.CreateClient().GetChatClient(model)
            .CompleteChatStreamingAsync([new UserChatMessage(question)], options, Cancellation).ToListAsync(Cancellation);

    private static string? CodeOf(ClientResultException error) =>
        Parse(error.GetRawResponse()!.Content.ToString()).GetProperty("error").GetProperty("code").GetString();

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
