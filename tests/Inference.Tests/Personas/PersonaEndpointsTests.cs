using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Personas;

public sealed class PersonaEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private const string Whole = """
        {"name":"Ada Lovelace","birthdate":"1815-12-10","data":{"city":"London","likes":["horses",{"numbers":true}]},"notes":"Writes programs."}
        """;

    private TestClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await TestClient.CreateAsync(fixture);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_created_persona_is_read_at_its_location_as_sent()
    {
        var created = await _client.PostAsync("/v1/personas", JsonNode.Parse(Whole)!);
        var read = await _client.GetAsync(created.Location!.ToString());

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.True(JsonNode.DeepEquals(created.Body, read.Body), $"{created.Body} {read.Body}");
        Assert.StartsWith("per_", (string?)read.Body["id"], StringComparison.Ordinal);
        foreach (var name in (string[])["id", "created_at", "updated_at"])
        {
            Assert.True(read.Body.Remove(name), name);
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), read.Body), read.Body.ToString());
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_change_keeps_what_is_not_given_and_clears_what_is_null(string verb)
    {
        var created = await _client.PostAsync("/v1/personas", JsonNode.Parse(Whole)!);

        var changed = await _client.SendAsync(
            new HttpMethod(verb), created.Location!.ToString(), JsonNode.Parse("""{"name":"Ada King","notes":null,"data":{"title":"Countess"}}"""));

        Assert.Equal("Ada King", (string?)changed.Body["name"]);
        Assert.Equal("1815-12-10", (string?)changed.Body["birthdate"]);
        Assert.Equal("""{"title":"Countess"}""", changed.Body["data"]!.ToJsonString());
        Assert.False(changed.Body.ContainsKey("notes"));
    }

    [Theory]
    [InlineData("""{"birthdate":"10/12/1815"}""", "birthdate")]
    [InlineData("""{"birthdate":"1815-02-30"}""", "birthdate")]
    [InlineData("""{"data":[1]}""", "data")]
    [InlineData("""{"name":7}""", "name")]
    public async Task What_no_persona_can_be_is_refused_by_name(string body, string param)
    {
        var refused = await _client.PostAsync("/v1/personas", JsonNode.Parse(body)!);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value"), (refused.Status, refused.Code));
        Assert.Equal(param, refused.Body.ErrorParameter());
    }

    [Fact]
    public async Task A_list_is_one_page_in_an_array_skipping_page_items()
    {
        using var client = await TestClient.CreateAsync(fixture, "play");
        for (var i = 0; i < 5; i++)
        {
            await client.CreateAsync("/v1/personas", new { name = $"Number {i}" });
        }

        // Newest first; those of one millisecond by their ids, which are random.
        var ids = Assert.Single((await client.GetAsync("/v1/personas?limit=5")).Json.AsArray())!["data"]!.AsArray().Select(persona => (string)persona!["id"]!).ToList();
        var page = Assert.Single((await client.GetAsync("/v1/personas?pageSize=2&page=1")).Json.AsArray())!;
        var synonym = Assert.Single((await client.GetAsync("/v1/personas?page_size=2&page=1")).Json.AsArray())!;
        var cursor = Assert.Single((await client.GetAsync($"/v1/personas?limit=2&after={ids[0]}")).Json.AsArray())!;

        Assert.Equal([ids[1], ids[2]], page["data"]!.AsArray().Select(persona => (string)persona!["id"]!));
        Assert.Equal((1, 2, true, 2), ((int)page["page"]!, (int)page["page_size"]!, (bool)page["has_more"]!, (int)page["count"]!));
        Assert.True(JsonNode.DeepEquals(page, synonym));
        Assert.True(JsonNode.DeepEquals(page["data"], cursor["data"]));
        Assert.Equal(0, (int)cursor["page"]!);
    }

    [Theory]
    [InlineData("pageSize=201")]
    [InlineData("pageSize=0")]
    [InlineData("page=-1")]
    [InlineData("limit=201")]
    public async Task A_size_that_no_list_has_is_refused(string query)
    {
        var refused = await _client.GetAsync($"/v1/personas?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value"), (refused.Status, refused.Code));
        Assert.Contains("must be an integer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_persona_is_gone()
    {
        var path = $"/v1/personas/{await _client.CreateAsync("/v1/personas", new { })}";

        Assert.Equal(path, $"/v1/personas/{(await _client.SendAsync(HttpMethod.Delete, path)).Body["id"]}");
        Assert.Equal("resource_not_found", (await _client.GetAsync(path)).Code);
        Assert.Equal("resource_not_found", (await _client.SendAsync(HttpMethod.Delete, path)).Code);
        Assert.Equal("resource_not_found", (await _client.SendAsync(HttpMethod.Patch, path, new { name = "x" })).Code);
    }

    [Fact]
    public async Task Personas_of_one_environment_are_not_seen_in_the_other()
    {
        using var play = await TestClient.CreateAsync(fixture, "play", ApiKeyScopes.PersonasRead);
        var id = await _client.CreateAsync("/v1/personas", new { name = "x" });

        Assert.Equal(HttpStatusCode.NotFound, (await play.GetAsync($"/v1/personas/{id}")).Status);
        Assert.Equal("insufficient_scope", (await play.PostAsync("/v1/personas", new { })).Code);
    }
}
