using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Actions;

public sealed class ActionEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private TestClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await TestClient.CreateAsync(fixture);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_created_action_is_read_at_its_location_as_sent()
    {
        var group = await CreateGroupAsync();
        var whole = JsonNode.Parse($$"""
            {"name":"Call","description":"Call the client","type":"call","priority":"very_high","status":"active","custom_insights":"Be brief.",
             "group":"{{group}}","start_date":"2026-01-01T00:00:00.000Z","end_date":"2026-12-31T00:00:00.000Z","channel":"phone",
             "channel_template":"Hello {name}","model_id":"fast"}
            """)!;

        var created = await _client.PostAsync("/v1/actions", whole);
        var read = await _client.GetAsync(created.Location!.ToString());

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.StartsWith("act_", (string?)read.Body["id"], StringComparison.Ordinal);
        foreach (var name in (string[])["id", "created_at", "updated_at"])
        {
            Assert.True(read.Body.Remove(name), name);
        }

        Assert.True(JsonNode.DeepEquals(whole, read.Body), read.Body.ToString());
    }

    [Fact]
    public async Task A_new_action_is_a_draft()
    {
        var created = await _client.PostAsync("/v1/actions", NewAction());

        Assert.Equal("draft", (string?)created.Body["status"]);
    }

    [Fact]
    public async Task All_missing_fields_of_an_action_are_reported_at_once()
    {
        var refused = await _client.PostAsync("/v1/actions", JsonNode.Parse("""{"name":null,"priority":"urgent","status":"gone"}""")!);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        foreach (var problem in (string[])[
            "name must not be null.", "description is required.", "type is required.",
            "priority must be one of very_low, low, medium, high, very_high.", "status must be one of archived, draft, active, inactive."])
        {
            Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_action_never_ends_before_it_starts()
    {
        var action = NewAction();
        action["start_date"] = "2026-02-01T00:00:00Z";
        var path = (await _client.PostAsync("/v1/actions", action)).Location!.ToString();
        action["end_date"] = "2026-01-31T23:59:59Z";

        foreach (var refused in (TestReply[])[
            await _client.PostAsync("/v1/actions", action),
            await _client.SendAsync(HttpMethod.Patch, path, new { end_date = "2026-01-31T23:59:59Z" })])
        {
            Assert.Equal((HttpStatusCode.BadRequest, "end_date"), (refused.Status, refused.Body.ErrorParameter()));
        }

        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(HttpMethod.Patch, path, new { end_date = "2026-02-01T00:00:00Z" })).Status);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_refused()
    {
        var action = NewAction();
        var path = (await _client.PostAsync("/v1/actions", action)).Location!.ToString();
        action["group"] = "grp_none";

        foreach (var refused in (TestReply[])[
            await _client.PostAsync("/v1/actions", action), await _client.SendAsync(HttpMethod.Put, path, new { group = "grp_none" })])
        {
            Assert.Equal((HttpStatusCode.BadRequest, "group"), (refused.Status, refused.Body.ErrorParameter()));
        }
    }

    [Fact]
    public async Task An_action_keeps_what_it_must_have()
    {
        var path = (await _client.PostAsync("/v1/actions", NewAction())).Location!.ToString();

        var refused = await _client.SendAsync(HttpMethod.Patch, path, JsonNode.Parse("""{"priority":null}"""));

        Assert.Equal((HttpStatusCode.BadRequest, "priority"), (refused.Status, refused.Body.ErrorParameter()));
    }

    [Fact]
    public async Task Action_pages_count_from_zero_and_the_cursor_follows_them()
    {
        using var client = await TestClient.CreateAsync(fixture, "play");
        for (var i = 0; i < 5; i++)
        {
            await client.CreateAsync("/v1/actions", NewAction());
        }

        // Newest first; those of one millisecond by their ids, which are random.
        var ids = (await client.GetAsync("/v1/actions?limit=5")).Body["data"]!.AsArray().Select(action => (string)action!["id"]!).ToList();
        var page = (await client.GetAsync("/v1/actions?pageSize=2&page=1")).Body;
        var cursor = (await client.GetAsync($"/v1/actions?limit=2&after={ids[1]}")).Body;

        Assert.Equal([ids[2], ids[3]], page["data"]!.AsArray().Select(action => (string)action!["id"]!));
        Assert.True(JsonNode.DeepEquals(page["data"], cursor["data"]));
        Assert.Equal(1, (int)page["page"]!);
    }

    [Fact]
    public async Task A_group_goes_only_when_no_action_names_it()
    {
        var group = await CreateGroupAsync();
        var action = NewAction();
        action["group"] = group;
        var path = (await _client.PostAsync("/v1/actions", action)).Location!.ToString();

        var refused = await _client.SendAsync(HttpMethod.Delete, $"/v1/action-groups/{group}");
        await _client.SendAsync(HttpMethod.Patch, path, JsonNode.Parse("""{"group":null}"""));
        var deleted = await _client.SendAsync(HttpMethod.Delete, $"/v1/action-groups/{group}");

        Assert.Equal((HttpStatusCode.Conflict, "resource_conflict"), (refused.Status, refused.Code));
        Assert.Equal((HttpStatusCode.OK, group), (deleted.Status, (string?)deleted.Body["id"]));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"/v1/action-groups/{group}")).Status);
    }

    [Fact]
    public async Task No_action_names_a_deleted_group_even_when_the_writes_race()
    {
        for (var round = 0; round < 20; round++)
        {
            var group = await CreateGroupAsync();
            var action = NewAction();
            action["group"] = group;

            var creation = _client.PostAsync("/v1/actions", action);
            var deletion = _client.SendAsync(HttpMethod.Delete, $"/v1/action-groups/{group}");
            var (created, deleted) = (await creation, await deletion);

            Assert.Equal(created.Status == HttpStatusCode.Created, deleted.Status == HttpStatusCode.Conflict);
        }
    }

    private static JsonObject NewAction() => new()
    {
        ["name"] = "Call",
        ["description"] = "Call the client",
        ["type"] = "call",
        ["priority"] = "low",
    };

    private Task<string> CreateGroupAsync() => _client.CreateAsync("/v1/action-groups", new { name = "Spring", description = "Spring offers" });
}
