using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.PersonaDrafts;

public sealed class PersonaDraftEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private const string Path = "/v1/personas/completion";

    private TestClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await TestClient.CreateAsync(fixture);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_draft_is_revised_and_logged()
    {
        var reply = await _client.PostAsync(
            Path, JsonNode.Parse("""{"prompt":"She was born on 31/01/1990 and works as a nurse.","current_persona":{"name":"Anna","id":"per_1","vip":true,"notes":""}}""")!);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal("""{"name":"Anna","birthdate":"1990-01-31","data":{"vip":true,"occupation":"nurse"}}""", reply.Json.ToJsonString());
        var log = Assert.Single((await _client.GetAsync("/v1/inference-logs")).Body["data"]!.AsArray())!;
        Assert.Equal((Path, "persona", "success", "local"), ((string?)log["api"], (string?)log["type"], (string?)log["status"], (string?)log["model"]));
        Assert.Contains("works as a nurse", (string?)log["messages"]![0]!["content"], StringComparison.Ordinal);
        Assert.Equal(reply.Json.ToJsonString(), (string?)log["response_log"]!["answer"]!["content"]);
    }

    [Fact]
    public async Task Without_a_draft_what_the_user_said_before_counts()
    {
        var reply = await _client.PostAsync(Path, JsonNode.Parse("""
            {"prompt":"Remove the notes. She lives in Rome.","history":[{"role":"user","content":"Her name is Anna"},{"role":"assistant","content":"Her name is Eve"},
             {"prompt":"Notes: shy"}]}
            """)!);

        Assert.Equal("""{"name":"Anna","data":{"residence":"Rome"}}""", reply.Json.ToJsonString());
    }

    [Fact]
    public async Task What_a_reply_says_can_be_stored_as_a_persona()
    {
        var draft = await _client.PostAsync(Path, new { prompt = "Name: Anna\nBorn: 31 January 1990\nCity: Rome\nNotes: shy" });
        var id = await _client.CreateAsync("/v1/personas", draft.Json);

        Assert.Equal("Rome", (string?)(await _client.GetAsync($"/v1/personas/{id}")).Body["data"]!["city"]);
    }

    [Theory]
    [InlineData("""{}""", "prompt")]
    [InlineData("""{"prompt":""}""", "prompt")]
    [InlineData("""{"prompt":"x","current_persona":[]}""", "current_persona")]
    [InlineData("""{"prompt":"x","current_persona":{"name":5,"birthdate":"soon"}}""", "current_persona")]
    [InlineData("""{"prompt":"x","history":[null]}""", "history[0]")]
    [InlineData("""{"prompt":"x","history":["hello"]}""", "history[0]")]
    public async Task What_is_wrong_with_a_request_is_named(string body, string param)
    {
        var refused = await _client.PostAsync(Path, JsonNode.Parse(body)!);

        Assert.Equal((HttpStatusCode.BadRequest, param), (refused.Status, refused.Body.ErrorParameter()));
    }

    [Fact]
    public async Task Its_path_is_no_personas()
    {
        Assert.Equal("resource_not_found", (await _client.GetAsync(Path)).Code);
        Assert.Equal("resource_not_found", (await _client.SendAsync(HttpMethod.Patch, Path, new { name = "x" })).Code);
    }

    [Fact]
    public async Task It_takes_the_scope_for_writing_personas()
    {
        using var reader = await TestClient.CreateAsync(fixture, "prod", "personas:read");

        Assert.Equal("insufficient_scope", (await reader.PostAsync(Path, new { prompt = "x" })).Code);
    }
}
