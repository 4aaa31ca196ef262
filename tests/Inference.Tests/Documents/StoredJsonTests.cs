using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Experts;
using Inference.Identity;
using Inference.Infrastructure;
using Inference.Messages;
using Inference.Personas;

namespace Inference.Documents;

/// <summary>Stored documents can be read: no document of a request makes a list fail.</summary>
public sealed class StoredJsonTests(InferenceFixture fixture)
{
    private const int MaxDepth = 32;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Operations with free JSON in their bodies; <c>DEPTH</c> stands for the free JSON.</summary>
    public static TheoryData<string, string, string, HttpStatusCode> FreeBodies => new()
    {
        { "/v1/personas", """{"name":"deep","data":DEPTH}""", "data", HttpStatusCode.Created },
        {
            "/v1/experts", """{"name":"deep","description":"d","tools":[{"type":"function","function":{"name":"f","parameters":DEPTH}}]}""",
            "tools[0].function.parameters", HttpStatusCode.Created
        },
        {
            "/v1/chats", """{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f","parameters":DEPTH}}]}""",
            "tools[0].function.parameters", HttpStatusCode.OK
        },
        { "/v1/personas/completion", """{"prompt":"x","current_persona":{"data":DEPTH}}""", "current_persona.data", HttpStatusCode.OK },
        { "/v1/personas/completion", """{"prompt":"x","history":[{"content":DEPTH}]}""", "history[0].content", HttpStatusCode.OK },
    };

    [Theory]
    [MemberData(nameof(FreeBodies))]
    public async Task Free_json_may_be_32_levels_deep_and_no_deeper(string path, string body, string param, HttpStatusCode good)
    {
        using var client = await TestClient.CreateAsync(fixture);

        var deepest = await SendAsync(path, body.Replace("DEPTH", Nested(MaxDepth), StringComparison.Ordinal));
        var (status, error) = await SendAsync(path, body.Replace("DEPTH", Nested(MaxDepth + 1), StringComparison.Ordinal));

        Assert.Equal(good, deepest.Status);
        Assert.Equal((HttpStatusCode.BadRequest, param), (status, error.ErrorParameter()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/personas")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/experts")).Status);
    }

    [Theory]
    [InlineData("/v1/experts", """{"name":"x","description":"d","tools":[{"type":"function","function":{"name":"f","parameters":{"a":"\ud800"}}}]}""")]
    [InlineData("/v1/experts", """{"\ud800":1}""")]
    [InlineData("/v1/chats", """{"\ud800":1}""")]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"user","content":"x"}],"metadata":{"a":"\ud800"}}""")]
    [InlineData("/v1/personas", """{"name":"x","data":{"a":"\ud800"}}""")]
    [InlineData("/v1/personas", """{"name":"x","data":{"\udfff":1}}""")]
    [InlineData("/v1/personas/completion", """{"prompt":"x","history":[{"\udfff":1}]}""")]
    [InlineData("/v1/actions", """{"\ud800":1}""")]
    [InlineData("/v1/action-groups", """{"\ud800":1}""")]
    [InlineData("/v1/insights", """{"\ud800":1}""")]
    public async Task Half_of_a_surrogate_pair_is_400_wherever_it_stands(string path, string body) =>
        Assert.Equal("invalid_param_value", (string?)(await RefusedAsync(path, body))["code"]);

    [Theory]
    [InlineData("/v1/experts", """{"name":"x","description":"y","examples":[null]}""", "examples[0]")]
    [InlineData("/v1/experts", """{"name":"x","description":"y","file_context":[null]}""", "file_context[0]")]
    [InlineData("/v1/experts", """{"name":"x","description":"y","file_context":[{"a":null}]}""", "file_context[0].a")]
    [InlineData("/v1/experts", """{"name":"x","description":"y","tools":[null]}""", "tools[0]")]
    [InlineData("/v1/experts", """{"name":"x","description":"y","metadata":{"a":null}}""", "metadata.a")]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"user","content":"x"}],"tags":[null]}""", "tags[0]")]
    [InlineData("/v1/chat/completions", """{"messages":[null]}""", "messages[0]")]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"user","content":"x"}],"tools":[null]}""", "tools[0]")]
    [InlineData("/v1/chat/completions", """{"messages":[{"role":"user","content":"x"}],"expert_ids":[null]}""", "expert_ids[0]")]
    [InlineData("/v1/chats", """{"messages":[{"role":"assistant","content":"x","tool_calls":[null]},{"role":"user","content":"x"}]}""", "messages[0].tool_calls[0]")]
    [InlineData("/v1/chats", """{"messages":[{"role":"user","content":[null]}]}""", "messages[0].content")]
    public async Task Null_in_a_list_is_400_and_names_its_place(string path, string body, string param) =>
        Assert.Equal(param, (string?)(await RefusedAsync(path, body))["param"]);

    [Theory]
    [InlineData("""{"messages":[null]}""", "messages[0]")]
    [InlineData("""{"messages":[{"role":"assistant","content":"x","tool_calls":[null]}]}""", "messages[0].tool_calls[0]")]
    [InlineData("""{"last_response":{"answer":{"content":"x","tool_calls":[null]}}}""", "last_response.answer.tool_calls[0]")]
    [InlineData("""{"last_response":{"answer":{"tool_calls":[{"function":{}}]}}}""", "last_response.answer.tool_calls[0]")]
    [InlineData("""{"messages":[{"role":"assistant","content":"x","tool_calls":[{"function":{"name":"f"}}]}]}""", "messages[0].tool_calls[0]")]
    [InlineData("""{"messages":[{"role":"assistant","content":"x","function":{"function":{"name":"f"}}}]}""", "messages[0].function")]
    public async Task A_change_that_no_model_could_read_is_400(string body, string param)
    {
        var (status, reply) = await SendAsync("/v1/chats/chat_1", body, HttpMethod.Patch);

        Assert.Equal((HttpStatusCode.BadRequest, param), (status, reply.ErrorParameter()));
    }

    [Fact]
    public async Task Documents_stored_before_the_rules_do_not_break_their_lists()
    {
        // A host of its own: other tests read the lists with readers of 64 levels.
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1 });
        var environment = ApiKeyEnvironments.Prod;
        var now = TimeProvider.System.GetUtcNow();
        var persona = Identifier.New(Identifier.Persona, now);
        var expert = Identifier.New(Identifier.Expert, now);
        await host.Grains.GetPersona(environment, persona).CreateAsync(
            new PersonaFields { Name = "old", Data = """{"\ud800":"\udfff","deep":DEPTH}""".Replace("DEPTH", Nested(61), StringComparison.Ordinal) }, false, Cancellation);
        await host.Grains.GetExpert(environment, expert).CreateAsync(
            new ExpertFields
            {
                Name = "old",
                Description = "d",
                Tools = [new Tool { Name = "f", Parameters = $$"""{"a":"\ud800","deep":{{Nested(60)}}}""" }],
            },
            false,
            Cancellation);
        var client = await KeyHolder.CreateAsync(host);

        var personas = await ListAsync(client, "/v1/personas");
        var experts = await ListAsync(client, "/v1/experts");

        Assert.Contains(personas, item => (string?)item!["id"] == persona && (string?)item["data"]!["\uFFFD"] == "\uFFFD");
        Assert.Contains(experts, item => (string?)item!["id"] == expert);
    }

    private static async Task<JsonArray> ListAsync(KeyHolder client, string path)
    {
        using var response = await client.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var list = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 128 })!;
        var page = list is JsonArray pages ? pages[0]! : list;
        return page["data"]!.AsArray();
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udfff":1}""")]
    [InlineData("""[{"\udfff":"\ud800"}]""")]
    public async Task Json_inside_of_text_never_fails_an_answer(string text)
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var call = new { id = "c", type = "function", function = new { name = "f", arguments = text } };
        object[] messages =
        [
            new { role = "user", content = text }, new { role = "assistant", content = (string?)null, tool_calls = new[] { call } },
            new { role = "tool", tool_call_id = "c", content = text },
        ];

        await client.PostJsonAsync("/v1/chat/completions", new { messages, guard_enabled = true, router_enabled = true }, Cancellation);
    }

    private static string Nested(int levels) =>
        $"{string.Concat(Enumerable.Repeat("{\"a\":", levels - 1))}{{}}{new string('}', levels - 1)}";

    private async Task<JsonNode> RefusedAsync(string path, string body)
    {
        var (status, reply) = await SendAsync(path, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return reply["error"]!;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string path, string body, HttpMethod? method = null)
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await client.Http.SendAsync(request, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
