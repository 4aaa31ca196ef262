using Inference.Errors;
using Inference.ModelServers;
using Inference.StructuredOutput;

namespace Inference.Models;

public sealed class JsonObjectClientTests
{
    private static readonly JsonObjectRequest Question = new() { Model = "m", Instructions = "Be brief.", Text = "Hi", Property = "a" };

    [Theory]
    [InlineData("""{"a":"x"}""")]
    [InlineData("Sure!\n```json\n{\"a\": \"x\"}\n```\nAnything else?")]
    [InlineData("""<think>Either {"a":"y"} or {it} {"b":1}.</think>{"a":"x"}""")]
    [InlineData("""{{"a":"x"}""")]
    public async Task The_object_is_found_in_what_a_model_says(string content)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = content };

        var (found, answer) = await AskAsync(models);

        Assert.Equal("x", JsonObjectClient.Text(found!.Value, "a"));
        Assert.True(answer.Usage.CompletionTokens > 0);
        Assert.Equal(0, models.Server.Requests.Last.Body.GetProperty("temperature").GetDouble());
        Assert.Equal("json_object", models.Server.Requests.Last.Body.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("I would rather not say.")]
    [InlineData("""{"b":"x"}""")]
    [InlineData("""{"a":"x""")]
    public async Task Nothing_is_found_where_nothing_is(string content)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = content };

        Assert.Null((await AskAsync(models)).Object);
    }

    [Fact]
    public async Task A_server_without_response_formats_gets_plain_requests_from_then_on()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = """{"a":"x"}""", Error = new ScriptedError(400, FirstCalls: 1) };
        var json = new JsonObjectClient(models.Client);

        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull((await json.RequestAsync(Question, TestContext.Current.CancellationToken)).Object);
        }

        Assert.Equal(3, models.Server.Requests.Count);
        Assert.All(models.Server.Requests.All.Skip(1), request => Assert.False(request.Body.TryGetProperty("response_format", out _)));
    }

    [Fact]
    public async Task A_refused_request_is_not_the_callers_error()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(400) };

        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync(models));

        Assert.Equal(ErrorKind.ModelError, error.Kind);
    }

    private static Task<(System.Text.Json.JsonElement? Object, ModelAnswer Answer)> AskAsync(ModelHarness models) =>
        new JsonObjectClient(models.Client).RequestAsync(Question, TestContext.Current.CancellationToken);
}
