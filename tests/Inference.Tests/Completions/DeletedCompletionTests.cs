using System.Net;
using System.Text.Json.Nodes;
using Inference.Completions.Streams;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions;

/// <summary>The content of a deleted completion is stored nowhere, and everything beside it continues.</summary>
public sealed class DeletedCompletionTests(ResumeFixture fixture)
{
    private const string Path = "/v1/chat/completions";

    private readonly string _secret = $"secret{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stored_one_is_listed_with_its_messages_until_it_is_deleted()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var made = await client.PostJsonAsync(Path, new { store = true, metadata = new { topic = "a" }, messages = Say("Hello") }, Cancellation);
        await client.PostJsonAsync(Path, new { messages = Say("Not stored") }, Cancellation);
        await client.PostJsonAsync("/v1/chats", new { messages = Say("A chat's") }, Cancellation);
        var id = (string)made["id"]!;

        var list = await client.GetJsonAsync($"{Path}?metadata[topic]=a", Cancellation);
        var messages = await client.GetJsonAsync($"{Path}/{id}/messages", Cancellation);

        Assert.Equal((id, id, false), ((string?)list["first_id"], (string?)list["last_id"], (bool)list["has_more"]!));
        Assert.Equal(made.ToJsonString(), Assert.Single(list["data"]!.AsArray())!.ToJsonString());
        Assert.Equal("Hello", (string?)Assert.Single(messages["data"]!.AsArray())!["content"]);

        Assert.True((bool)(await DeleteAsync(client, id))["deleted"]!);
        Assert.Empty((await client.GetJsonAsync(Path, Cancellation))["data"]!.AsArray());
        Assert.Equal("resource_not_found", await client.ErrorAsync(HttpMethod.Get, $"{Path}/{id}/messages", null, HttpStatusCode.NotFound, Cancellation));
        Assert.Equal("resource_not_found", await client.ErrorAsync(HttpMethod.Get, $"/v1/chats/{made["chat_id"]}", null, HttpStatusCode.NotFound, Cancellation));
    }

    [Fact]
    public async Task Messages_come_in_pages()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var made = await client.PostJsonAsync(Path, new { messages = (object[])[.. Say("one"), .. Say("two"), .. Say("three")] }, Cancellation);

        var first = await client.GetJsonAsync($"{Path}/{made["id"]}/messages?order=desc&limit=2", Cancellation);
        var rest = await client.GetJsonAsync($"{Path}/{made["id"]}/messages?order=desc&limit=2&after={first["last_id"]}", Cancellation);

        Assert.Equal(["three", "two"], first["data"]!.AsArray().Select(message => (string?)message!["content"]));
        Assert.Equal((true, false, "one"), ((bool)first["has_more"]!, (bool)rest["has_more"]!, (string?)rest["data"]![0]!["content"]));
    }

    [Fact]
    public async Task Nothing_of_it_is_left_but_the_numbers_of_its_log()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var model = fixture.Model(Scenario.Parse("scenario:reasoning,words:3"));
        var made = await TurnAsync(client, null, model, $"Say {_secret}");
        var (first, chat) = ((string)made["completion_id"]!, (string)made["chat_id"]!);
        var second = await TurnAsync(client, chat, model, "And more");
        var log = await LogAsync(client, first);

        Assert.True((bool)(await DeleteAsync(client, first))["deleted"]!);
        Assert.Equal("chat.completion.deleted", (string?)(await DeleteAsync(client, first))["object"]);

        foreach (var rows in (string[])["inference_logs where cast(document as text)", "chat_messages where cast(message as text)", "chats where cast(header as text)", "chats where folded_name"])
        {
            Assert.Equal(0, await fixture.Host.Database.CountAsync($"{rows} like '%{_secret}%'"));
        }

        var left = await LogAsync(client, first);
        Assert.Equal((log["input_tokens"]!.ToJsonString(), log["status"]!.ToJsonString()), (left["input_tokens"]!.ToJsonString(), left["status"]!.ToJsonString()));
        Assert.Equal("And more", (string?)(await client.GetJsonAsync($"/v1/chats/{chat}", Cancellation))["name"]);
        Assert.Equal("resource_not_found", await client.ErrorAsync(HttpMethod.Get, $"{Path}/{first}", null, HttpStatusCode.NotFound, Cancellation));
        using var resumed = await client.ResumeAsync(first, "1", HttpStatusCode.NotFound, Cancellation);
        Assert.NotNull((await client.GetJsonAsync($"{Path}/{second["completion_id"]}", Cancellation))["choices"]);
    }

    [Fact]
    public async Task The_chat_goes_on_without_the_deleted_turn()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var model = fixture.Model(Scenario.Parse("scenario:words:3"));
        var made = await TurnAsync(client, null, model, "Keep this");
        var chat = (string)made["chat_id"]!;
        var deleted = (string)(await TurnAsync(client, chat, model, $"Say {_secret}"))["completion_id"]!;
        await TurnAsync(client, chat, model, "Keep that");

        await DeleteAsync(client, deleted);
        await TurnAsync(client, chat, model, "Go on");

        var asked = fixture.ModelServer.Requests.All.Last(request => request.Body.GetProperty("model").GetString() == model);
        Assert.Equal(
            ["Keep this", "Keep that", "Go on"],
            asked.Body.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "user").Select(message => message.GetProperty("content").GetString()));
        var window = await client.GetJsonAsync($"/v1/chats/{chat}/window?size=2", Cancellation);
        Assert.Equal((6, 4), ((int)window["total_messages"]!, (int)window["first_position"]!));
        Assert.Equal("Go on", (string?)window["messages"]![0]!["content"]);
    }

    [Fact]
    public async Task A_running_one_is_cancelled_and_can_be_deleted_then()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        using var response = await client.OpenAsync(
            Path, new { model = fixture.Model(Scenario.Parse("scenario:words:20,stall:5")), stream = true, messages = Say("Say it") }, Cancellation);
        var reading = await new StreamReading().ReadAsync(response, 2, Cancellation);

        var cancelled = await DeleteAsync(client, reading.CompletionId!);
        var deleted = await DeleteAsync(client, reading.CompletionId!);

        Assert.Equal(("cancelled", false), (cancelled.FinishReason(), (bool)cancelled["deleted"]!));
        Assert.True((bool)deleted["deleted"]!);
    }

    [Fact]
    public async Task Its_Idempotency_Key_neither_replays_nor_recreates_it()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var model = fixture.Model(Scenario.Parse("scenario:words:3"));
        var (key, body) = (Guid.NewGuid().ToString(), new { model, messages = Say("Say it") });
        var id = (string)(await client.PostAsync(Path, body, key)).Body["id"]!;

        await client.SendAsync(HttpMethod.Delete, $"{Path}/{id}");
        var again = await client.PostAsync(Path, body, key);

        Assert.Equal((HttpStatusCode.NotFound, "resource_not_found"), (again.Status, again.Code));
        Assert.Equal(1, fixture.ModelServer.Requests.All.Count(request => request.Body.GetProperty("model").GetString() == model));
    }

    [Fact]
    public async Task A_failed_one_is_deleted_too()
    {
        var client = await TestClient.CreateAsync(fixture.Host);
        var model = fixture.Model(Scenario.Parse("scenario:fail:500"));
        await client.ErrorAsync(HttpMethod.Post, Path, new { model, messages = Say(_secret) }, HttpStatusCode.BadGateway, Cancellation);
        var id = (string)(await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]![0]!["id"]!;

        Assert.True((bool)(await DeleteAsync(client, id))["deleted"]!);

        Assert.Equal(0, await fixture.Host.Database.CountAsync($"inference_logs where cast(document as text) like '%{_secret}%'"));
    }

    [Fact]
    public async Task Another_owner_cannot_list_or_delete_it()
    {
        var (anna, ben) = (await TestClient.CreateAsync(fixture.Host), await TestClient.CreateAsync(fixture.Host));
        var id = (string)(await anna.PostJsonAsync(Path, new { store = true, messages = Say("Hello") }, Cancellation))["id"]!;

        Assert.Empty((await ben.GetJsonAsync(Path, Cancellation))["data"]!.AsArray());
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Delete, ""), (HttpMethod.Post, "/cancel"), (HttpMethod.Get, "/messages")])
        {
            Assert.Equal("resource_not_found", await ben.ErrorAsync(method, $"{Path}/{id}{path}", null, HttpStatusCode.NotFound, Cancellation));
        }

        Assert.Equal(id, (string?)(await anna.GetJsonAsync($"{Path}/{id}", Cancellation))["id"]);
    }

    private static object[] Say(string content) => [new { role = "user", content }];

    private static Task<JsonNode> DeleteAsync(TestClient client, string id) =>
        client.SendJsonAsync(HttpMethod.Delete, $"{Path}/{id}", null, HttpStatusCode.OK, Cancellation);

    private static Task<JsonNode> TurnAsync(TestClient client, string? chat, string model, string question) => client.PostJsonAsync(
        "/v1/chats", chat is null ? new { model, messages = Say(question) } : new { id = chat, model, messages = Say(question) }, Cancellation);

    private static async Task<JsonNode> LogAsync(TestClient client, string id) =>
        (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray().Single(log => (string?)log!["id"] == id)!;
}
