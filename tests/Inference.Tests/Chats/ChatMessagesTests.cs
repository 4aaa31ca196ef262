using System.Net;
using System.Text.Json.Nodes;
using Inference.Completions;
using Inference.Infrastructure;

namespace Inference.Chats;

/// <summary>What a chat shows of its messages, and takes back.</summary>
public sealed class ChatMessagesTests(UpstreamFixture fixture)
{
    private const string Calls =
        """[{"id":"c","type":"function","index":0,"function":{"name":"f","arguments":"{}"},"extra_content":{"sig":"x"}},{"id":"d","type":"custom","index":1,"custom":{"name":"g"}}]""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_shows_its_reasoning()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);

        var answer = await client.PostJsonAsync("/v1/chats", new { model = "reasoning", messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
        var told = (string?)answer.Choice()["message"]!["reasoning_content"];

        Assert.NotEmpty(told!);
        foreach (var path in (string[])[$"/v1/chats/{answer["id"]}", $"/v1/chats/{answer["id"]}/window"])
        {
            Assert.Equal(told, (string?)(await client.GetJsonAsync(path, Cancellation))["messages"]![1]!["reasoning_content"]);
        }
    }

    [Fact]
    public async Task A_conversation_that_was_read_replaces_itself_without_a_loss()
    {
        using var client = await TestClient.CreateAsync(fixture.Host);
        var messages = JsonNode.Parse($$$"""
            [{"role":"user","name":"Ann","x":1.0,"tool_call_id":"z","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:,a"}}]},
             {"role":"assistant","content":null,"reasoning_content":"Hm.","refusal":null,"tool_calls":{{{Calls}}}},
             {"role":"tool","tool_call_id":"c","content":"1"},{"role":"tool","tool_call_id":"d","content":"2"}]
            """)!;
        var begun = await client.PostJsonAsync("/v1/chats", new { model = "upstream", guard_enabled = false, messages }, Cancellation);
        var path = $"/v1/chats/{begun["id"]}";
        var read = (await client.GetJsonAsync(path, Cancellation))["messages"]!;

        var replaced = (await client.SendJsonAsync(HttpMethod.Patch, path, new { messages = read }, HttpStatusCode.OK, Cancellation))["messages"]!;

        Assert.Equal(messages[0]!["content"]!.ToJsonString(), read[0]!["content"]!.ToJsonString());
        Assert.Equal(("z", "1.0", "Hm."), ((string?)read[0]!["tool_call_id"], read[0]!["x"]!.ToJsonString(), (string?)read[1]!["reasoning_content"]));
        Assert.Equal(read.ToJsonString(), replaced.ToJsonString());
        Assert.Equal(read.ToJsonString(), (await client.GetJsonAsync(path, Cancellation))["messages"]!.ToJsonString());

        var unique = Guid.NewGuid().ToString("n");
        await client.PostJsonAsync("/v1/chats", new { id = (string?)begun["id"], messages = new[] { new { role = "user", content = unique } } }, Cancellation);
        var asked = await fixture.ModelServer.Requests.WaitForAsync(request => request.Body.GetRawText().Contains(unique, StringComparison.Ordinal), Cancellation);
        var sent = asked.Body.GetProperty("messages");
        Assert.Equal(messages[0]!["content"]!.ToJsonString(), sent[0].GetProperty("content").GetRawText());
        Assert.Equal(("1.0", "z", "Hm."), (sent[0].GetProperty("x").GetRawText(), sent[0].GetProperty("tool_call_id").GetString(), sent[1].GetProperty("reasoning_content").GetString()));
        Assert.Equal("x", sent[1].GetProperty("tool_calls")[0].GetProperty("extra_content").GetProperty("sig").GetString());
        Assert.Equal("d", sent[3].GetProperty("tool_call_id").GetString());
    }
}
