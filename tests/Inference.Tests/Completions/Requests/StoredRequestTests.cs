using System.Net;
using System.Text.Json.Nodes;
using Inference.Infrastructure;

namespace Inference.Completions.Requests;

/// <summary>With <c>store</c> OpenAI takes the messages that it takes without.</summary>
public sealed class StoredRequestTests(UpstreamFixture fixture)
{
    private const string System = """{"role":"system","content":"Be brief."}""";
    private const string User = """{"role":"user","content":"Hi"}""";
    private const string Assistant = """{"role":"assistant","content":"{"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(System)]
    [InlineData(User, Assistant)]
    [InlineData(System, System, User)]
    [InlineData(User, System, User)]
    public async Task Messages_in_any_order_are_stored_and_a_chat_goes_on(params string[] messages)
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var sent = Messages(messages);

        var completion = await client.PostJsonAsync("/v1/chat/completions", new { model = "upstream", store = true, messages = sent }, Cancellation);

        var chat = Assert.Single((await client.GetJsonAsync("/v1/chats", Cancellation))["data"]!.AsArray())!;
        Assert.Equal([.. Told(sent), ("assistant", (string?)completion.Choice()["message"]!["content"])], Told(chat["messages"]!));
        Assert.Equal(Told(sent), Told((await client.GetJsonAsync($"/v1/chat/completions/{completion["id"]}/messages", Cancellation))["data"]!));

        var unique = Guid.NewGuid().ToString("n");
        await client.PostJsonAsync("/v1/chats", new { id = (string?)chat["id"], messages = new[] { new { role = "user", content = unique } } }, Cancellation);
        var asked = await fixture.ModelServer.Requests.WaitForAsync(request => request.Body.GetRawText().Contains(unique, StringComparison.Ordinal), Cancellation);
        Assert.Equal([.. Told(chat["messages"]!), ("user", unique)], Told(JsonNode.Parse(asked.Body.GetProperty("messages").GetRawText())!));
    }

    [Theory]
    [InlineData("/v1/chats", false, User, Assistant)]
    [InlineData("/v1/chats", true, System, User)]
    [InlineData("/v1/chat/completions", true, User, Assistant)]
    [InlineData("/v1/chat/completions", true, System, User)]
    public async Task A_chats_turn_keeps_the_rules_of_chats(string path, bool goesOn, params string[] messages)
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var id = goesOn ? (string?)(await client.PostJsonAsync("/v1/chats", new { model = "upstream", messages = Messages(User) }, Cancellation))["id"] : null;

        var reply = await client.PostAsync(path, new { model = "upstream", id, store = true, messages = Messages(messages) });

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_param_value"), (reply.Status, reply.Code));
    }

    private static JsonArray Messages(params string[] messages) => JsonNode.Parse($"[{string.Join(',', messages)}]")!.AsArray();

    private static IEnumerable<(string?, string?)> Told(JsonNode messages) =>
        messages.AsArray().Select(message => ((string?)message!["role"], (string?)message["content"]));
}
