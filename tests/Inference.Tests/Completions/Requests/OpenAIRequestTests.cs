using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions.Requests;

/// <summary>Requests as OpenAI takes them reach the model.</summary>
public sealed class OpenAIRequestTests(UpstreamFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""[{"role":"system","content":"UNIQUE"}]""")]
    [InlineData("""[{"role":"developer","content":"UNIQUE"}]""")]
    [InlineData("""[{"role":"user","content":"UNIQUE"},{"role":"assistant","content":"{"}]""")]
    [InlineData("""[{"role":"user","content":"UNIQUE"},{"role":"system","content":"Be brief."},{"role":"user","content":"Now."}]""")]
    public async Task Messages_in_any_order_reach_the_model_as_they_are(string messages)
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var unique = Guid.NewGuid().ToString("n");
        var sent = JsonNode.Parse(messages.Replace("UNIQUE", unique, StringComparison.Ordinal))!;

        await client.PostJsonAsync("/v1/chat/completions", new { model = "upstream", messages = sent }, Cancellation);

        Assert.Equal(
            sent.AsArray().Select(message => ((string?)message!["role"], (string?)message["content"])),
            (await ReceivedAsync(unique)).Select(message => ((string?)message!["role"], (string?)message["content"])));
    }

    [Fact]
    public async Task A_photo_reaches_the_model_whole()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var unique = Guid.NewGuid().ToString("n");
        var url = $"data:image/jpeg;base64,{new string('A', 2_000_000)}";
        object[] parts = [new { type = "text", text = unique }, new { type = "image_url", image_url = new { url } }];

        await client.PostJsonAsync("/v1/chat/completions", new { model = "upstream", messages = new[] { new { role = "user", content = parts } } }, Cancellation);

        Assert.Equal(url, (string?)(await ReceivedAsync(unique))[0]!["content"]![1]!["image_url"]!["url"]);
    }

    [Theory]
    [InlineData("/v1/chat/completions", false)]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/chats", false)]
    public async Task Other_members_reach_the_model_as_they_came(string path, bool stream)
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var unique = Guid.NewGuid().ToString("n");
        const string Others = """
            "top_k":20,"min_p":0.050,"big":12345678901234567890,"huge":1e400,"one":1.0,"none":null,"chat_template_kwargs":{ "enable_thinking" : false },"e":"\u00e9"
            """;
        var others = Others.Trim();
        using var content = new StringContent(
            $$$"""
            {"model":"upstream","stream":{{{(stream ? "true" : "false")}}},"stream_options":{{{{others}}}},"guard_enabled":false,"echo":false,"tags":["t"],{{{others}}},
             "messages":[{"role":"user",{{{others}}},"content":[{"type":"text","text":"{{{unique}}}","cache_control":{"type":"ephemeral"}}]},
              {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}",{{{others}}}},{{{others}}}},
                                                {"id":"d","type":"custom","custom":{"name":"g","input":"x"}}]},
              {"role":"tool","tool_call_id":"c","content":"1"},{"role":"tool","tool_call_id":"d","content":"2"}],
             "tools":[{"type":"function",{{{others}}},"function":{"name":"f",{{{others}}}}},{"type":"web_search"}]}
            """,
            System.Text.Encoding.UTF8,
            "application/json");

        using var response = await client.Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = (await fixture.ModelServer.Requests.WaitForAsync(request => request.Body.GetRawText().Contains(unique, StringComparison.Ordinal), Cancellation)).Body;
        var (messages, tools) = (body.GetProperty("messages"), body.GetProperty("tools"));
        Assert.Contains(others, body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(others, messages[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal($$$"""[{"type":"text","text":"{{{unique}}}","cache_control":{"type":"ephemeral"}}]""", messages[0].GetProperty("content").GetRawText());
        Assert.Equal(2, messages[1].GetProperty("tool_calls")[0].GetRawText().Split(others).Length - 1);
        Assert.Equal("""{"id":"d","custom":{"name":"g","input":"x"},"type":"custom"}""", messages[1].GetProperty("tool_calls")[1].GetRawText());
        Assert.Equal($$$"""[{"type":"function",{{{others}}},"function":{"name":"f",{{{others}}}}},{"type":"web_search"}]""", tools.GetRawText());
        Assert.Equal(stream, body.TryGetProperty("stream_options", out var options) && options.GetRawText() == $$$"""{"include_usage":true,{{{others}}}}""");
        Assert.DoesNotContain(["guard_enabled", "echo", "tags", "n", "store"], name => body.TryGetProperty(name, out _));
    }

    [Theory]
    [InlineData("org/m")]
    [InlineData("org%2Fm")]
    [InlineData("org%2fm")]
    [InlineData("ORG/M")]
    public async Task A_models_id_may_have_a_slash(string id)
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        Assert.Equal("org/m", (string?)(await client.GetJsonAsync($"/v1/models/{id}", Cancellation))["id"]);
    }

    [Theory]
    [InlineData("org/none")]
    [InlineData("org%2Fnone")]
    public async Task The_error_of_a_missing_model_names_its_id(string id)
    {
        var client = await TestClient.CreateAsync(fixture.Host);

        var missing = await client.SendJsonAsync(HttpMethod.Get, $"/v1/models/{id}", null, HttpStatusCode.NotFound, Cancellation);

        Assert.Contains("'org/none'", (string?)missing["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_is_404_as_openai_has_it()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var request = new { model = "none", messages = new[] { new { role = "user", content = "Hi" } } };

        var error = (await client.SendJsonAsync(HttpMethod.Post, "/v1/chat/completions", request, HttpStatusCode.NotFound, Cancellation))["error"]!;

        Assert.Equal(("model_not_found", "invalid_request_error", "model"), ((string?)error["code"], (string?)error["type"], (string?)error["param"]));
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(201, "…")]
    [InlineData(1_000_000, "…")]
    public async Task A_models_name_is_quoted_in_part_where_it_is_long(int length, string end)
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var request = new { model = new string('m', length), messages = new[] { new { role = "user", content = "Hi" } } };

        var error = (await client.SendJsonAsync(HttpMethod.Post, "/v1/chat/completions", request, HttpStatusCode.NotFound, Cancellation))["error"]!;

        Assert.StartsWith($"There is no model '{new string('m', 200)}{end}';", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_is_listed_and_answered_under_the_models_own_name()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var request = new { model = "gpt-test", messages = new[] { new { role = "user", content = "Hi" } } };

        var answer = await client.PostJsonAsync("/v1/chat/completions", request, Cancellation);
        var models = (await client.GetJsonAsync("/v1/models", Cancellation))["data"]!.AsArray();
        var log = Assert.Single((await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray());

        Assert.Equal(("org/m", "org/m"), ((string?)answer["model"], (string?)log!["model"]));
        var (own, alias) = (models.Single(model => (string?)model!["id"] == "org/m")!, models.Single(model => (string?)model!["id"] == "gpt-test")!);
        Assert.Equal((own["created"]!.ToString(), own["owned_by"]!.ToString()), (alias["created"]!.ToString(), alias["owned_by"]!.ToString()));
    }

    private async Task<JsonArray> ReceivedAsync(string unique)
    {
        var received = await fixture.ModelServer.Requests.WaitForAsync(request => request.Body.GetRawText().Contains(unique, StringComparison.Ordinal), Cancellation);
        return JsonNode.Parse(received.Body.GetProperty("messages").GetRawText())!.AsArray();
    }
}
