using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Authentication;

/// <summary>What is known of a key before its request's body is read, and what its requests count.</summary>
public sealed class KeyCheckTests(InferenceFixture fixture)
{
    private static readonly object Hello = new { messages = new[] { new { role = "user", content = "Hello" } } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("POST", "/v1/chats")]
    [InlineData("POST", "/v1/experts")]
    [InlineData("PATCH", "/v1/personas/per_1")]
    [InlineData("PUT", "/v1/api-keys/key_1")]
    [InlineData("POST", "/v1/personas/upload")]
    public async Task An_unknown_key_is_refused_before_its_body_is_read(string method, string path) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await SendEndlessAsync("made-up-key-of-more-than-32-characters", method, path));

    [Fact]
    public async Task A_key_without_the_scope_is_refused_before_its_body_is_read()
    {
        var holder = await HolderAsync(new ApiKeyFields { Scopes = [ApiKeyScopes.ChatsRead] });

        Assert.Equal(HttpStatusCode.Forbidden, await SendEndlessAsync(holder.Key, "POST", "/v1/chats"));
    }

    [Fact]
    public async Task A_key_at_its_limit_is_refused_before_its_body_is_read()
    {
        var holder = await HolderAsync(new ApiKeyFields { Plan = ApiKeyPlans.Free });
        var status = HttpStatusCode.OK;
        for (var n = 0; status != HttpStatusCode.TooManyRequests && n < 200; n++)
        {
            (status, _) = await holder.TryAsync();
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SendEndlessAsync(holder.Key, "POST", "/v1/chats"));
    }

    [Fact]
    public async Task A_deleted_key_is_refused_at_its_next_request_known_or_not()
    {
        var holder = await HolderAsync();
        await holder.ReadAsync(HttpMethod.Post, "/v1/chats", Hello);
        await fixture.Grains.GetApiKey(holder.Id).DeleteAsync(Cancellation);

        await holder.ErrorAsync(HttpMethod.Post, "/v1/chats", HttpStatusCode.Unauthorized, Hello);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendEndlessAsync(holder.Key, "POST", "/v1/chats"));
    }

    [Theory]
    [InlineData(2_147_483_647)]
    [InlineData(2_147_483_000)]
    [InlineData(2_000)]
    public async Task No_number_of_tokens_gets_around_the_limit(int maxTokens)
    {
        var holder = await HolderAsync(new ApiKeyFields { TokensPerMinute = 1_000 });
        foreach (var (path, name) in new[] { ("/v1/chats", "max_tokens"), ("/v1/chat/completions", "max_completion_tokens") })
        {
            var body = new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }), [name] = maxTokens };

            Assert.Equal("rate_limit_exceeded", (string?)(await holder.ErrorAsync(HttpMethod.Post, path, HttpStatusCode.TooManyRequests, body))["code"]);
        }
    }

    [Theory]
    [InlineData(991, "false")]
    [InlineData(990, null)]
    public async Task Only_what_no_minute_can_take_is_not_to_be_repeated(int maxTokens, string? expected)
    {
        var holder = await HolderAsync(new ApiKeyFields { TokensPerMinute = 1_000 });

        // The prompt counts for ten tokens. Of what fits a whole minute, the second finds no room, or the third after the minute's end.
        var body = new { messages = new[] { new { role = "user", content = new string('x', 40) } }, max_tokens = maxTokens };
        var refused = await holder.SendAsync(HttpMethod.Post, "/v1/chat/completions", body);
        for (var i = 0; i < 2 && refused.IsSuccessStatusCode; i++)
        {
            refused = await holder.SendAsync(HttpMethod.Post, "/v1/chat/completions", body);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(expected, refused.Headers.TryGetValues("x-should-retry", out var values) ? Assert.Single(values) : null);
    }

    [Theory]
    [InlineData("POST", "/v1/chats", """{"messages":0}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/chats", """{"messages":[null]}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/chats", "{\"\\ud800\":1}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/chats", "{", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/v1/experts", "{}", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/v1/api-keys", null, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/v1/none", null, HttpStatusCode.NotFound)]
    [InlineData("BREW", "/v1/chats", null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/v1/chats/none", null, HttpStatusCode.NotFound)]
    public async Task A_failed_request_counts_and_reports_what_is_left(string method, string path, string? body, HttpStatusCode expected)
    {
        var holder = await HolderAsync(new ApiKeyFields { Plan = ApiKeyPlans.Free, Scopes = [ApiKeyScopes.ChatsRead, ApiKeyScopes.ChatsWrite] });
        using var before = await holder.SendAsync(HttpMethod.Get, holder.Path);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "x-api-key", holder.Key } } };
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await holder.Http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
        if (Header(before, "Reset") == Header(response, "Reset"))
        {
            Assert.Equal(Header(before, "Remaining") - 1, Header(response, "Remaining"));
        }
    }

    [Fact]
    public async Task A_wrong_address_uses_up_no_limit()
    {
        var holder = await HolderAsync(new ApiKeyFields { Plan = ApiKeyPlans.Free, AllowedIps = ["203.0.113.7"] });

        using var first = await holder.SendAsync(HttpMethod.Get, holder.Path);
        using var second = await holder.SendAsync(HttpMethod.Get, holder.Path);

        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.Equal((60, 60), (Header(first, "Remaining"), Header(second, "Remaining")));
    }

    [Fact]
    public async Task A_writer_without_the_right_to_read_gets_no_messages_by_writing()
    {
        var writer = await HolderAsync(new ApiKeyFields { Scopes = [ApiKeyScopes.ChatsWrite] });
        var chat = await writer.ReadAsync(HttpMethod.Post, "/v1/chats", Hello);

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Patch, $"/v1/chats/{chat["chat_id"]}"), (HttpMethod.Put, $"/v1/chats/{chat["chat_id"]}"),
            (HttpMethod.Delete, $"/v1/chat/completions/{chat["completion_id"]}"),
        })
        {
            var error = await writer.ErrorAsync(method, path, HttpStatusCode.Forbidden, new { name = "x" });
            Assert.Equal("The API key lacks the scope 'chats:read'.", (string?)error["message"]);
        }
    }

    [Theory]
    [InlineData("no-such-key <script>")]
    [InlineData("key_00000000000000000000000000000000")]
    public async Task An_admin_attributes_calls_to_keys_that_exist(string attributed)
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var user = await HolderAsync();

        var error = await admin.ErrorAsync(HttpMethod.Post, "/v1/chats", HttpStatusCode.BadRequest, Attributed(attributed));
        await admin.ReadAsync(HttpMethod.Post, "/v1/chats", Attributed(user.Id));

        Assert.Equal("api_key", (string?)error["param"]);
    }

    private static object Attributed(string key) => new { messages = new[] { new { role = "user", content = "Hello" } }, api_key = key };

    private Task<KeyHolder> HolderAsync(ApiKeyFields? fields = null) => KeyHolder.CreateAsync(fixture.Host, fields);

    private async Task<HttpStatusCode> SendEndlessAsync(string key, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new EndlessBody() };
        request.Headers.Add("x-api-key", key);
        using var client = fixture.CreateClient();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return response.StatusCode;
    }

    private static long Header(HttpResponseMessage response, string name) =>
        long.Parse(Assert.Single(response.Headers.GetValues($"X-RateLimit-{name}")), System.Globalization.CultureInfo.InvariantCulture);
}
