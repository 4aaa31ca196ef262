using System.Text.Json.Nodes;
using Inference.Completions.Pipeline;
using Inference.Experts;
using Inference.Identity;
using Inference.Infrastructure;
using Inference.Messages;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Completions;

/// <summary>The system message of an expert's model, and what becomes in it of the request's own.</summary>
public sealed class ExpertPromptTests(WireFixture fixture) : IClassFixture<WireFixture>
{
    private static readonly Message User = new() { Role = Role.User, Content = "hi" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("system")]
    [InlineData("developer")]
    public async Task A_system_message_reaches_the_server_with_all_its_members(string role)
    {
        const string members = ""","name":"n","cc":1.0}""";
        const string part = """{"type":"text","text":"S","cache_control":{"t":1.0}}""";
        using var client = await TestClient.CreateAsync(fixture.Host);
        var id = await client.CreateExpertAsync(new { name = "E", description = "all", context = "CTX \"é\"", model = "up" }, Cancellation);
        foreach (var (given, sent) in (Dictionary<string, string>)new()
        {
            ["\"S\""] = "\"CTX \\\"é\\\"\\n\\nS\"",
            [$"[{part}]"] = $$"""[{"type":"text","text":"CTX \"é\""},{{part}}]""",
        })
        {
            fixture.Server.Script(Whole("""{"message":{"content":"x"}}"""));
            var message = $$"""{"role":"{{role}}","content":{{given}}""" + members;
            await client.PostJsonAsync(
                "/v1/chat/completions",
                JsonNode.Parse($$"""{"router_enabled":true,"expert_ids":["{{id}}"],"messages":[{{message}},{"role":"user","content":"hi"}]}""")!,
                Cancellation);

            var request = Assert.Single(fixture.Server.Requests);
            Assert.Contains($$"""[{"role":"{{role}}","content":{{sent}}""" + members, request, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parts_of_the_request_stay_as_they_came()
    {
        const string image = """{ "type":"image_url", "x":1.0, "image_url":{"url":"data:,"} }""";
        var own = new Message { Role = Role.System, Content = "S", Parts = $"[ {image}]", Extra = """{"a":1.0}""" };

        var built = Build("CTX", own)[0];

        Assert.Equal(own with { Content = "CTX\n\nS", Parts = $$"""[{"type":"text","text":"CTX"}, {{image}}]""" }, built);
        Assert.Equal("""[{"type":"text","text":"CTX"}]""", Build("CTX", own with { Parts = "[]" })[0].Parts);
    }

    [Fact]
    public void An_expert_without_words_leaves_the_messages_as_they_are() => Assert.Equal(
        [new Message { Role = Role.Developer, Content = "S", Name = "n" }, User], Build("", new Message { Role = Role.Developer, Content = "S", Name = "n" }));

    [Fact]
    public void An_experts_words_alone_are_a_system_message() =>
        Assert.Equal([new Message { Role = Role.System, Content = "CTX" }, User], Build("CTX"));

    private static List<Message> Build(string context, params Message[] before)
    {
        var expert = new Expert { Id = "e", UpdatedAt = DateTimeOffset.UnixEpoch, Fields = new ExpertFields { Context = context } };
        var call = new CompletionCall
        {
            Caller = new Caller { Environment = "prod", Owner = "o", KeyId = "key_1" },
            Api = "/v1/chats",
            Messages = [],
            AttributedKeyId = "key_1",
        };
        return [.. ExpertPrompt.Build(expert, call, [.. before, User], 1_000, DateTimeOffset.UnixEpoch)];
    }
}
