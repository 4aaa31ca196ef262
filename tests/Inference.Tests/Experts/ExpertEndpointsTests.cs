using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Experts;

public sealed class ExpertEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private const string Whole = """
        {"name":"Taxes","description":"Knows taxes","context":"You know taxes.","file_context":[{"content":"VAT is 22 %.","name":"vat.txt"}],
         "tools":[{"type":"function","function":{"name":"look_up","description":"Looks up","parameters":{"type":"object"},"strict":true}}],
         "examples":["How much is VAT?"],"metadata":{"team":"finance"}}
        """;

    private TestClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await TestClient.CreateAsync(fixture);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_created_expert_is_read_at_its_location_as_sent()
    {
        var created = await _client.SendAsync(HttpMethod.Post, "/v1/experts", JsonNode.Parse(Whole));
        var read = await _client.SendAsync(HttpMethod.Get, created.Location!.ToString());

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.True(JsonNode.DeepEquals(created.Body, read.Body), $"{created.Body} {read.Body}");
        Assert.StartsWith("exp_", (string?)read.Body["id"], StringComparison.Ordinal);
        Assert.Equal((string?)read.Body["created_at"], (string?)read.Body["updated_at"]);
        foreach (var name in (string[])["id", "created_at", "updated_at"])
        {
            read.Body.Remove(name);
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), read.Body), read.Body.ToString());
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_change_keeps_what_is_not_given_and_clears_what_is_null(string verb)
    {
        var created = await _client.SendAsync(HttpMethod.Post, "/v1/experts", JsonNode.Parse(Whole));

        var changed = await _client.SendAsync(
            new HttpMethod(verb), created.Location!.ToString(), JsonNode.Parse("""{"name":"Customs","context":null,"tools":null}"""));

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal("Customs", (string?)changed.Body["name"]);
        Assert.Equal("Knows taxes", (string?)changed.Body["description"]);
        Assert.NotNull(changed.Body["file_context"]);
        Assert.False(changed.Body.ContainsKey("context"));
        Assert.False(changed.Body.ContainsKey("tools"));
        Assert.NotEqual((string?)changed.Body["created_at"], (string?)changed.Body["updated_at"]);
    }

    [Fact]
    public async Task An_expert_cannot_lose_its_name()
    {
        var id = await CreateExpertAsync();

        var refused = await _client.SendAsync(HttpMethod.Patch, $"/v1/experts/{id}", JsonNode.Parse("""{"name":null}"""));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task All_errors_of_an_expert_are_reported_at_once()
    {
        var refused = await _client.SendAsync(HttpMethod.Post, "/v1/experts", JsonNode.Parse("""
            {"name":"","tools":[{"type":"","function":{"name":"a b"}},{"type":"function","function":{}}],"file_context":[{"name":1}]}
            """));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(
            "name must be 1 to 128 characters long. description is required. file_context[0].name must be a string. "
            + "tools[0].type must be 1 to 64 characters long. tools[0].function.name must be letters, digits, underscores or hyphens. "
            + "tools[1].function.name is required.",
            refused.Message);
    }

    [Fact]
    public async Task Tools_keep_members_and_types_that_the_contract_lacks()
    {
        const string Tools = """[{"type":"web_search","size":1.0},{"type":"function","cache_control":{"type":"ephemeral"},"function":{"name":"a","x":[null]}}]""";

        var id = await _client.CreateAsync("/v1/experts", new { name = "a", description = "b", tools = JsonNode.Parse(Tools) });

        var shown = (await _client.GetAsync($"/v1/experts/{id}")).Body["tools"]!.AsArray();
        Assert.Equal("""{"type":"web_search","size":1.0}""", shown[0]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Tools), shown), shown.ToJsonString());
    }

    [Fact]
    public async Task Two_tools_of_one_name_and_too_much_file_context_are_refused()
    {
        var tool = new { type = "function", function = new { name = "a" } };
        var twice = await _client.SendAsync(HttpMethod.Post, "/v1/experts", new { name = "a", description = "b", tools = new[] { tool, tool } });
        var large = await _client.SendAsync(
            HttpMethod.Post, "/v1/experts", new { name = "a", description = "b", examples = new[] { new string('x', 501) } });

        Assert.Equal("tools[1].function.name is the name of another tool.", twice.Message);
        Assert.Equal("examples[0] must be at most 500 characters long.", large.Message);
    }

    [Fact]
    public async Task A_deleted_expert_is_gone()
    {
        var path = $"/v1/experts/{await CreateExpertAsync()}";

        var deleted = await _client.SendAsync(HttpMethod.Delete, path);

        Assert.Equal(HttpStatusCode.OK, deleted.Status);
        Assert.Equal(path, $"/v1/experts/{deleted.Body["id"]}");
        Assert.Equal("resource_not_found", (await _client.SendAsync(HttpMethod.Get, path)).Code);
        Assert.Equal("resource_not_found", (await _client.SendAsync(HttpMethod.Delete, path)).Code);
        Assert.Equal("resource_not_found", (await _client.SendAsync(HttpMethod.Patch, path, new { name = "x" })).Code);
    }

    [Fact]
    public async Task Experts_of_one_environment_are_not_seen_in_the_other()
    {
        using var play = await TestClient.CreateAsync(fixture, "play");
        var id = await CreateExpertAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await play.SendAsync(HttpMethod.Get, $"/v1/experts/{id}")).Status);
        Assert.DoesNotContain(id, (await play.SendAsync(HttpMethod.Get, "/v1/experts?limit=200")).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_newest_first_and_continues_after_its_last_item()
    {
        string[] made = [await CreateExpertAsync("a"), await CreateExpertAsync("b"), await CreateExpertAsync("c")];

        var list = await _client.SendAsync(HttpMethod.Get, $"/v1/experts?limit=1&after={made[2]}");
        var rest = await _client.SendAsync(HttpMethod.Get, $"/v1/experts?limit=200&after={made[2]}");

        Assert.Single(list.Body["data"]!.AsArray());
        Assert.True((bool)list.Body["has_more"]!);
        // Experts belong to the whole environment: other tests make some meanwhile.
        Assert.Equal([made[1], made[0]], rest.Body["data"]!.AsArray().Select(expert => (string?)expert!["id"]).Where(made.Contains));
    }

    [Fact]
    public async Task A_repeated_creation_makes_one_expert_and_another_body_conflicts()
    {
        var idempotencyKey = Guid.NewGuid().ToString();
        var first = await _client.SendAsync(HttpMethod.Post, "/v1/experts", JsonNode.Parse(Whole), idempotencyKey);
        var second = await _client.SendAsync(HttpMethod.Post, "/v1/experts", JsonNode.Parse(Whole), idempotencyKey);
        var other = await _client.SendAsync(HttpMethod.Post, "/v1/experts", new { name = "x", description = "y" }, idempotencyKey);

        Assert.False(first.Replayed);
        Assert.True(second.Replayed);
        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.Equal((string?)first.Body["id"], (string?)second.Body["id"]);
        Assert.Equal((HttpStatusCode.Conflict, "idempotency_conflict"), (other.Status, other.Code));
    }

    [Fact]
    public async Task The_read_scope_does_not_allow_writing_experts()
    {
        using var reader = await TestClient.CreateAsync(fixture, "prod", ApiKeyScopes.ExpertsRead);

        var refused = await reader.SendAsync(HttpMethod.Post, "/v1/experts", new { name = 1 });

        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, (await reader.SendAsync(HttpMethod.Get, "/v1/experts")).Status);
    }

    private Task<string> CreateExpertAsync(string name = "Taxes") => _client.CreateAsync("/v1/experts", new { name, description = "Knows taxes" });
}
