using System.Text.Json;
using Inference.Messages;

namespace Inference.Models;

/// <summary>The requests that a model's server receives.</summary>
public sealed class ModelRequestTests
{
    [Fact]
    public async Task Every_field_reaches_the_server()
    {
        var body = await SendAsync(new ModelRequest
        {
            Model = "m",
            Messages = [new Message { Role = Role.User, Content = "Hi" }],
            User = "user-1",
            Tools = [new Tool { Name = "f", Description = "Does f.", Parameters = """{"type":"object","x-own":[1,{"a":null}]}""", Strict = true }],
            Sampling = new Sampling
            {
                Temperature = 0.35,
                TopP = 0.9,
                MaxTokens = 77,
                Stop = ["END", "\n\n"],
                Seed = 9_007_199_254_740_993,
                PresencePenalty = -0.5,
                FrequencyPenalty = 1.25,
                ReasoningEffort = "low",
                ToolChoice = """{"type":"function","function":{"name":"f"}}""",
                ParallelToolCalls = false,
                ResponseFormat = """{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}""",
            },
        });

        AssertJson(
            """
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"user":"user-1",
             "tools":[{"type":"function","function":{"name":"f","description":"Does f.","parameters":{"type":"object","x-own":[1,{"a":null}]},"strict":true}}],
             "temperature":0.35,"top_p":0.9,"max_tokens":77,"stop":["END","\n\n"],"seed":9007199254740993,"presence_penalty":-0.5,
             "frequency_penalty":1.25,"reasoning_effort":"low","tool_choice":{"type":"function","function":{"name":"f"}},
             "parallel_tool_calls":false,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}}}
            """,
            body);
    }

    [Fact]
    public async Task Every_kind_of_message_reaches_the_server()
    {
        var body = await SendAsync(ModelHarness.Ask(
            "m",
            new Message { Role = Role.System, Content = "Be kind." },
            new Message { Role = Role.Developer, Content = "Be brief.", Name = "dev" },
            new Message { Role = Role.User, Content = "Look: \"ü\" 🙂", Parts = """[{"type":"text","text":"Look: \"ü\" 🙂"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]""", Name = "ann" },
            new Message { Role = Role.Assistant, Content = "Let me see.", ReasoningContent = "Needs a tool.", ToolCalls = [new ToolCall("call_1", "f", """{"a":1}"""), new ToolCall("call_2", "g", "")] },
            new Message { Role = Role.Tool, Content = "42", ToolCallId = "call_1" },
            new Message { Role = Role.Tool, Content = "", ToolCallId = "call_2" },
            new Message { Role = Role.Assistant, Content = "It is 42." },
            new Message { Role = Role.User, Content = "Thanks" }));

        AssertJson(
            """
            [{"role":"system","content":"Be kind."},{"role":"developer","content":"Be brief.","name":"dev"},
             {"role":"user","name":"ann","content":[{"type":"text","text":"Look: \"ü\" 🙂"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]},
             {"role":"assistant","content":"Let me see.","reasoning_content":"Needs a tool.",
              "tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"call_2","type":"function","function":{"name":"g","arguments":""}}]},
             {"role":"tool","tool_call_id":"call_1","content":"42"},{"role":"tool","tool_call_id":"call_2","content":""},
             {"role":"assistant","content":"It is 42."},{"role":"user","content":"Thanks"}]
            """,
            body.GetProperty("messages"));
    }

    [Fact]
    public async Task A_stream_asks_for_its_usage()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));

        await models.StreamAsync("m");

        var body = models.Server.Requests.Last.Body;
        Assert.True(body.GetProperty("stream").GetBoolean());
        Assert.True(body.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }

    [Fact]
    public async Task What_is_not_said_is_not_sent() =>
        AssertJson(
            """{"model":"m","messages":[{"role":"user","content":"Where is the cloakroom?"}]}""",
            await SendAsync(ModelHarness.Ask("m")));

    [Fact]
    public async Task The_key_and_the_models_own_name_are_sent()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["ApiKey=secret", "Model=qwen3-8b"]));

        await models.AnswerAsync("m");

        var request = models.Server.Requests.Last;
        Assert.Equal("Bearer secret", request.Headers["Authorization"]);
        Assert.Equal("qwen3-8b", request.Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Without_a_key_no_authorization_is_sent()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));

        await models.AnswerAsync("m");

        Assert.False(models.Server.Requests.Last.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task The_field_that_limits_an_answer_can_be_chosen()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["MaxTokensField=max_completion_tokens"]));

        await models.AnswerAsync(ModelHarness.Ask("m") with { Sampling = new Sampling { MaxTokens = 5 } });

        var body = models.Server.Requests.Last.Body;
        Assert.Equal(5, body.GetProperty("max_completion_tokens").GetInt32());
        Assert.False(body.TryGetProperty("max_tokens", out _));
    }

    private static async Task<JsonElement> SendAsync(ModelRequest request)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        await models.AnswerAsync(request);
        return models.Server.Requests.Last.Body;
    }

    private static void AssertJson(string expected, JsonElement actual)
    {
        using var document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, actual), actual.GetRawText());
    }
}
