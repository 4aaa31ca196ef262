using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.ApiKeys;

public sealed class ApiKeyEndpointsTests(InferenceFixture fixture)
{
    private static readonly (HttpStatusCode, string?) Fine = (HttpStatusCode.OK, null);

    [Theory]
    [InlineData("%20")]
    [InlineData("%0a%20")]
    [InlineData("none")]
    public async Task An_id_that_is_no_keys_is_not_found(string id)
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);

        Assert.Equal("resource_not_found", (string?)(await admin.ErrorAsync(HttpMethod.Get, $"/v1/api-keys/{id}", HttpStatusCode.NotFound))["code"]);
        await admin.ErrorAsync(HttpMethod.Post, $"/v1/api-keys/{id}/rotate", HttpStatusCode.NotFound);
        await admin.ErrorAsync(HttpMethod.Delete, $"/v1/api-keys/{id}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_key_is_shown_whole_once_and_works()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);

        using var response = await admin.SendAsync(HttpMethod.Post, "/v1/api-keys", new { name = "laptop", id = "mine", key = "mine", last_used = 7 });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var created = await ReadAsync(response);
        var key = (string)created["key"]!;
        Assert.StartsWith("inf_prod_", key);
        Assert.Equal($"/v1/api-keys/{created["id"]}", response.Headers.Location?.OriginalString);
        Assert.Equal(admin.Id, (string?)created["created_by"]);
        Assert.True(created.AsObject().ContainsKey("last_used"));
        Assert.Null(created["last_used"]);
        Assert.False(created.AsObject().ContainsKey("email"));
        Assert.Equal((true, "prod", "unlimited"), ((bool)created["is_active"]!, (string)created["environment"]!, (string)created["plan"]!));
        Assert.Equal(11, created["scopes"]!.AsArray().Count);

        using var own = await admin.SendAsync(HttpMethod.Get, $"/v1/api-keys/{created["id"]}", key: key);
        var read = await ReadAsync(own);
        Assert.Equal($"inf_prod_…_••••{key[^4..]}", (string?)read["key"]);
        Assert.NotNull(read["last_used"]);
    }

    [Fact]
    public async Task All_problems_are_reported_at_once()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var fields = JsonNode.Parse(
            """
            {
              "email": "nobody", "user_id": "", "environment": "test", "scopes": ["chats:read", "everything"],
              "allowed_ips": ["10.0.0.0/8", "10.0.0.0/33"], "plan": "gold", "tokens_per_minute": 0
            }
            """)!;
        fields["name"] = new string('n', 129);

        var error = await admin.ErrorAsync(HttpMethod.Post, "/v1/api-keys", HttpStatusCode.BadRequest, fields);

        Assert.Equal(("invalid_param_value", "name"), ((string)error["code"]!, (string)error["param"]!));
        var message = (string)error["message"]!;
        Assert.All(
            ["name", "email", "user_id", "environment must be one of prod, play", "admin, chats:read", "allowed_ips[1]", "free, professional", "tokens_per_minute"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain("allowed_ips[0]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task Fields_that_are_given_change_and_null_clears(string verb)
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var holder = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Name = "laptop", Email = "ada@example.com", Plan = "free" });

        var changed = await admin.ReadAsync(new HttpMethod(verb), holder.Path, new { name = "desk", email = (string?)null, plan = (string?)null });

        Assert.Equal(("desk", "unlimited"), ((string?)changed["name"], (string?)changed["plan"]));
        Assert.False(changed.AsObject().ContainsKey("email"));
        Assert.Contains("••••", (string?)changed["key"], StringComparison.Ordinal);
        Assert.Equal(changed.ToJsonString(), (await admin.ReadAsync(HttpMethod.Get, holder.Path)).ToJsonString());
    }

    [Fact]
    public async Task The_environment_stays()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var error = await admin.ErrorAsync(HttpMethod.Patch, admin.Path, HttpStatusCode.BadRequest, new { environment = "play" });
        Assert.Equal("environment", (string?)error["param"]);
    }

    [Fact]
    public async Task A_key_reads_itself_and_no_other()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Scopes = [] });
        var other = await KeyHolder.CreateAsync(fixture.Host);

        Assert.Equal(holder.Id, (string?)(await holder.ReadAsync(HttpMethod.Get, holder.Path))["id"]);
        var error = await holder.ErrorAsync(HttpMethod.Get, other.Path, HttpStatusCode.Forbidden);
        Assert.Equal("insufficient_scope", (string?)error["code"]);
        Assert.Contains("'admin'", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_admin_manages_keys()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);

        (HttpMethod, string, object?)[] calls =
        [
            (HttpMethod.Get, "/v1/api-keys", null), (HttpMethod.Post, "/v1/api-keys", new { scopes = new[] { "admin" } }),
            (HttpMethod.Patch, holder.Path, new { scopes = new[] { "admin" } }), (HttpMethod.Put, holder.Path, new { plan = "unlimited" }),
            (HttpMethod.Delete, holder.Path, null), (HttpMethod.Post, holder.Path + "/rotate", null),
        ];
        foreach (var (method, path, body) in calls)
        {
            var error = await holder.ErrorAsync(method, path, HttpStatusCode.Forbidden, body);
            Assert.Equal("insufficient_scope", (string?)error["code"]);
        }
    }

    [Fact]
    public async Task A_play_admin_does_not_see_prod()
    {
        var play = await KeyHolder.CreateAdminAsync(fixture.Host, "play");
        var prod = await KeyHolder.CreateAsync(fixture.Host);

        await play.ErrorAsync(HttpMethod.Get, prod.Path, HttpStatusCode.NotFound);
        await play.ErrorAsync(HttpMethod.Patch, prod.Path, HttpStatusCode.NotFound, new { is_active = false });
        await play.ErrorAsync(HttpMethod.Delete, prod.Path, HttpStatusCode.NotFound);
        await play.ErrorAsync(HttpMethod.Post, prod.Path + "/rotate", HttpStatusCode.NotFound);
        var error = await play.ErrorAsync(HttpMethod.Post, "/v1/api-keys", HttpStatusCode.BadRequest, new { name = "x" });
        Assert.Equal("environment", (string?)error["param"]);
        await play.ReadAsync(HttpMethod.Post, "/v1/api-keys", new { environment = "play" }, HttpStatusCode.Created);
        Assert.Equal(Fine, await prod.TryAsync());
    }

    [Fact]
    public async Task A_prod_admin_manages_play()
    {
        var prod = await KeyHolder.CreateAdminAsync(fixture.Host);
        var created = await prod.ReadAsync(HttpMethod.Post, "/v1/api-keys", new { environment = "play" }, HttpStatusCode.Created);

        Assert.StartsWith("inf_play_", (string?)created["key"]);
        await prod.ReadAsync(HttpMethod.Delete, $"/v1/api-keys/{created["id"]}");
    }

    [Fact]
    public async Task What_was_revoked_is_out_at_once_and_comes_back_when_active()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        Assert.Equal(Fine, await holder.TryAsync());

        await admin.ReadAsync(HttpMethod.Patch, holder.Path, new { is_active = false });
        Assert.Equal((HttpStatusCode.Unauthorized, "inactive_api_key"), await holder.TryAsync());

        await admin.ReadAsync(HttpMethod.Patch, holder.Path, new { is_active = true, expires_at = "2020-01-01T00:00:00Z" });
        Assert.Equal((HttpStatusCode.Unauthorized, "expired_api_key"), await holder.TryAsync());

        await admin.ReadAsync(HttpMethod.Patch, holder.Path, new { expires_at = (string?)null });
        Assert.Equal(Fine, await holder.TryAsync());
    }

    [Fact]
    public async Task A_deleted_key_is_unknown()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var holder = await KeyHolder.CreateAsync(fixture.Host);

        Assert.Equal(holder.Id, (string?)(await admin.ReadAsync(HttpMethod.Delete, holder.Path))["id"]);

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), await holder.TryAsync());
        await admin.ErrorAsync(HttpMethod.Get, holder.Path, HttpStatusCode.NotFound);
        await admin.ErrorAsync(HttpMethod.Delete, holder.Path, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_rotated_key_works_on_for_the_overlap_only()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var holder = await KeyHolder.CreateAsync(fixture.Host);

        var second = (string)(await admin.ReadAsync(HttpMethod.Post, holder.Path + "/rotate", new { overlap_seconds = 600 }))["key"]!;
        Assert.Equal(Fine, await holder.TryAsync());
        Assert.Equal(Fine, await holder.TryAsync(second));

        var third = (string)(await admin.ReadAsync(HttpMethod.Post, holder.Path + "/rotate"))["key"]!;
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), await holder.TryAsync());
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_api_key"), await holder.TryAsync(second));
        Assert.Equal(Fine, await holder.TryAsync(third));

        var error = await admin.ErrorAsync(HttpMethod.Post, holder.Path + "/rotate", HttpStatusCode.BadRequest, new { overlap_seconds = 604_801 });
        Assert.Equal("overlap_seconds", (string?)error["param"]);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
