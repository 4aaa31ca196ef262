using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Completions;
using Inference.Infrastructure;

namespace Inference.Chats;

public sealed class ChatEndpointsTests(UpstreamFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_goes_on_by_its_id()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = await BeginAsync(client, "First question");
        await GoOnAsync(client, chat, "Second question");

        var read = await client.GetJsonAsync($"/v1/chats/{chat}", Cancellation);

        Assert.Equal(4, read["messages"]!.AsArray().Count);
        Assert.Equal("First question", (string?)read["name"]);
        Assert.Equal("Second question", (string?)read["messages"]![2]!["content"]);
    }

    [Theory]
    [InlineData("Ren%C3%A9e")]
    [InlineData("REN%C3%89E")]
    [InlineData("rene%CC%81")]
    public async Task A_chat_is_found_by_name_in_any_accent_composition(string name)
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = await BeginAsync(client, "Rene\u0301e asks");
        await BeginAsync(client, "Renee asks");

        var found = await client.GetJsonAsync($"/v1/chats?name={name}", Cancellation);

        Assert.Equal([chat], found["data"]!.AsArray().Select(item => (string?)item!["id"]));
    }

    [Fact]
    public async Task The_model_reads_the_conversation_so_far()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var marker = Guid.NewGuid().ToString("n");
        var chat = await BeginAsync(client, $"Remember {marker}");
        await GoOnAsync(client, chat, $"What did I say, {marker}?");

        var asked = fixture.ModelServer.Requests.All.Last(r => r.Body.GetRawText().Contains($"say, {marker}", StringComparison.Ordinal));

        Assert.Equal(
            ["user", "assistant", "user"],
            asked.Body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task A_window_shows_the_latest_messages_or_those_before_a_position()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = await BeginAsync(client, "q0");
        await GoOnAsync(client, chat, "q1");
        await GoOnAsync(client, chat, "q2");

        var latest = await client.GetJsonAsync($"/v1/chats/{chat}/window?size=2", Cancellation);
        var before = await client.GetJsonAsync($"/v1/chats/{chat}/window?size=3&before=4", Cancellation);

        Assert.Equal(6, (int)latest["total_messages"]!);
        Assert.Equal(4, (int)latest["first_position"]!);
        Assert.Equal("q2", (string?)latest["messages"]![0]!["content"]);
        Assert.Equal(1, (int)before["first_position"]!);
        Assert.Equal("q1", (string?)before["messages"]![1]!["content"]);
    }

    [Fact]
    public async Task Chats_are_listed_newest_first_and_found_case_insensitively()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        foreach (var name in (string[])["Trip to ÉVORA", "Taxes", "Évora again"])
        {
            await client.PostJsonAsync("/v1/chats", new { name, messages = new[] { User("Hi") }, model = "upstream" }, Cancellation);
        }

        var all = await client.GetJsonAsync("/v1/chats?page_size=2", Cancellation);
        var found = await client.GetJsonAsync("/v1/chats?name=évora", Cancellation);

        Assert.Equal(["Évora again", "Taxes"], Names(all));
        Assert.True((bool)all["has_more"]!);
        Assert.Equal(["Évora again", "Trip to ÉVORA"], Names(found));
        var rest = await client.GetJsonAsync($"/v1/chats?limit=10&after={all["data"]![1]!["id"]}", Cancellation);
        Assert.Equal(["Trip to ÉVORA"], Names(rest));
    }

    [Fact]
    public async Task Another_owners_chat_is_not_found_except_by_an_admin()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var other = await TestClient.CreateAsync(fixture.Host);
        var admin = await TestClient.CreateAsync(fixture.Host, new ApiKeyFields { Scopes = [ApiKeyScopes.Admin] });
        var chat = await BeginAsync(client, "Mine");

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, $"/v1/chats/{chat}"), (HttpMethod.Get, $"/v1/chats/{chat}/window"), (HttpMethod.Delete, $"/v1/chats/{chat}"),
        })
        {
            Assert.Equal("resource_not_found", await other.ErrorAsync(method, path, null, HttpStatusCode.NotFound, Cancellation));
        }

        Assert.Equal(
            "resource_not_found",
            await other.ErrorAsync(HttpMethod.Post, "/v1/chats", new { id = chat, messages = new[] { User("Hi") } }, HttpStatusCode.NotFound, Cancellation));
        Assert.Equal("Mine", (string?)(await admin.GetJsonAsync($"/v1/chats/{chat}", Cancellation))["name"]);
    }

    [Fact]
    public async Task Prod_and_play_never_meet()
    {
        var prod = await TestClient.CreateAsync(fixture.Host, new ApiKeyFields { UserId = "ada" });
        var play = await TestClient.CreateAsync(fixture.Host, new ApiKeyFields { UserId = "ada", Environment = "play" });
        var chat = await BeginAsync(prod, "Mine");

        Assert.Equal("resource_not_found", await play.ErrorAsync(HttpMethod.Get, $"/v1/chats/{chat}", null, HttpStatusCode.NotFound, Cancellation));
    }

    [Fact]
    public async Task A_chat_answers_one_message_at_a_time()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = await BeginAsync(client, "Hi");
        using (await client.OpenAsync(
            "/v1/chats", new { id = chat, messages = new[] { User("Slowly") }, model = "stalling", stream = true }, Cancellation))
        {
            var code = await client.ErrorAsync(
                HttpMethod.Post, "/v1/chats", new { id = chat, messages = new[] { User("Meanwhile") } }, HttpStatusCode.Conflict, Cancellation);
            Assert.Equal("resource_conflict", code);
        }

        // Its reader has disconnected: the partial answer is kept, and the chat is free again.
        var reply = await Eventually.GetAsync(() => TryGoOnAsync(client, chat), Cancellation);
        Assert.NotNull(reply);
    }

    [Fact]
    public async Task A_chats_answering_settings_are_remembered()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var first = await client.PostJsonAsync(
            "/v1/chats", new { messages = new[] { User("Hi") }, model = "upstream", guard_enabled = false, router_enabled = false }, Cancellation);

        var second = await client.PostJsonAsync("/v1/chats", new { id = first["id"]!.ToString(), messages = new[] { User("Again") } }, Cancellation);
        await client.SendJsonAsync(HttpMethod.Patch, $"/v1/chats/{first["id"]}", new { model = (string?)null, guard_enabled = true }, HttpStatusCode.OK, Cancellation);
        var third = await client.PostJsonAsync("/v1/chats", new { id = first["id"]!.ToString(), messages = new[] { User("Once more") } }, Cancellation);

        Assert.Equal("upstream", (string?)second["model"]);
        Assert.Null(second["guard"]);
        Assert.Null(second["router"]);
        Assert.Equal("local", (string?)third["model"]);
        Assert.NotNull(third["guard"]);
    }

    [Fact]
    public async Task A_conversation_and_its_latest_answer_can_be_replaced()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = await BeginAsync(client, "Hi");

        var renamed = await client.SendJsonAsync(HttpMethod.Put, $"/v1/chats/{chat}", new { name = "Renamed" }, HttpStatusCode.OK, Cancellation);
        var corrected = await client.SendJsonAsync(
            HttpMethod.Patch, $"/v1/chats/{chat}", new { last_response = new { answer = new { content = "Corrected" } } }, HttpStatusCode.OK, Cancellation);
        var replaced = await client.SendJsonAsync(
            HttpMethod.Patch, $"/v1/chats/{chat}", new { messages = new[] { User("Only this") } }, HttpStatusCode.OK, Cancellation);

        Assert.Equal("Renamed", (string?)renamed["name"]);
        Assert.Equal("Corrected", (string?)corrected["messages"]![1]!["content"]);
        Assert.Equal("Only this", (string?)Assert.Single(replaced["messages"]!.AsArray())!["content"]);
        Assert.Equal("Renamed", (string?)replaced["name"]);
    }

    [Fact]
    public async Task A_deleted_chat_is_gone()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var chat = await BeginAsync(client, "Hi");

        var deleted = await client.SendJsonAsync(HttpMethod.Delete, $"/v1/chats/{chat}", null, HttpStatusCode.OK, Cancellation);

        Assert.Equal(chat, (string?)deleted["id"]);
        await client.ErrorAsync(HttpMethod.Get, $"/v1/chats/{chat}", null, HttpStatusCode.NotFound, Cancellation);
        Assert.Empty((await client.GetJsonAsync("/v1/chats", Cancellation))["data"]!.AsArray());
    }

    private static async Task<string> BeginAsync(TestClient client, string question) =>
        (string)(await client.PostJsonAsync("/v1/chats", new { messages = new[] { User(question) }, model = "upstream" }, Cancellation))["id"]!;

    private static Task<JsonNode> GoOnAsync(TestClient client, string chat, string question) =>
        client.PostJsonAsync("/v1/chats", new { id = chat, messages = new[] { User(question) } }, Cancellation);

    private static async Task<JsonNode?> TryGoOnAsync(TestClient client, string chat)
    {
        using var response = await client.Http.PostAsync(
            "/v1/chats", System.Net.Http.Json.JsonContent.Create(new { id = chat, messages = new[] { User("Again") }, model = "upstream" }), Cancellation);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation)) : null;
    }

    private static IEnumerable<string?> Names(JsonNode page) => page["data"]!.AsArray().Select(c => (string?)c!["name"]);

    private static object User(string content) => new { role = "user", content };
}
