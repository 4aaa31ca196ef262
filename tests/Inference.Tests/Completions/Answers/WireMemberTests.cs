using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions.Answers;

/// <summary>Members of a model server's answer, from its socket to the client's.</summary>
public sealed class WireMemberTests : IAsyncLifetime
{
    // Every kind of JSON value, under names of no product.
    private static readonly string[] Values =
    [
        "\"text\"", "\"\\\"é\\n\"", "1.0", "12345678901234567890", "-1e400", "true", "false", "null", "[]", "{}", """[1.50,"a",null,[{"b":{}}]]""", """{"a":{"b":[1,2.0]},"":0}""",
    ];

    private ModelServerHost _server = null!;
    private InferenceHost _host = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServerHost.StartAsync();
        _host = await InferenceHost.StartAsync(new()
        {
            Silos = 1,
            Settings = { ["Models:Catalog:upstream:Endpoint"] = _server.BaseAddress.ToString() },
        });
        _client = await TestClient.CreateAsync(_host);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_kind_of_value_comes_through_at_every_place(bool stream)
    {
        _server.Scenarios["upstream"] = Scenario.Parse("scenario:tool") with
        {
            Extras = $$"""{"answer":{{Members("a")}},"choice":{{Members("c")}},"message":{{Members("m")}},"call":{{Members("t")}},"function":{{Members("f")}}}""",
        };
        var request = new { model = "upstream", stream, messages = new[] { new { role = "user", content = "Hi" } } };

        // A stream's members are put together in the completion that is read from the log.
        var id = stream
            ? (string)(await _client.StreamAsync("/v1/chat/completions", request, Cancellation))[0]["id"]!
            : (string)(await _client.PostJsonAsync("/v1/chat/completions", request, Cancellation))["id"]!;
        var reply = await _client.GetJsonAsync($"/v1/chat/completions/{id}", Cancellation);

        var message = reply.Choice()["message"]!;
        var call = message["tool_calls"]![0]!;
        foreach (var (node, prefix) in ((JsonNode, string)[])[(reply, "a"), (message, "m"), (call, "t"), (call["function"]!, "f")])
        {
            Assert.Equal(
                Values.Select(value => JsonNode.Parse(value)?.ToJsonString()), Values.Select((_, n) => node[$"{prefix}{n}"]?.ToJsonString()));
            Assert.All(Values, (_, n) => Assert.True(node.AsObject().ContainsKey($"{prefix}{n}")));
        }

        // The choice's come with every piece: lists go on, and of others the latest counts.
        Assert.Equal("1.0", reply.Choice()["c2"]!.ToJsonString());
        Assert.True(reply.Choice().AsObject().ContainsKey("c7"));
    }

    [Fact]
    public async Task A_stream_has_them_in_its_chunks()
    {
        _server.Scenarios["upstream"] = Scenario.Parse("scenario:words:3") with
        {
            Extras = """{"answer":{"system_fingerprint":"fp_1"},"choice":{"logprobs":{"content":[{"logprob":-1.0}]}},"message":{"refusal":"","custom":[1.0]}}""",
        };
        var request = new { model = "upstream", stream = true, messages = new[] { new { role = "user", content = "Hi" } } };

        var chunks = await _client.StreamAsync("/v1/chat/completions", request, Cancellation);

        var pieces = chunks.Where(chunk => chunk.DeltaText() is { Length: > 0 }).ToList();
        Assert.All(chunks.SkipWhile(chunk => chunk.Delta()["custom"] is null), chunk => Assert.Equal("fp_1", (string?)chunk["system_fingerprint"]));
        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, piece => Assert.Equal("""{"content":[{"logprob":-1.0}]}""", piece.Choice()["logprobs"]!.ToJsonString()));
        Assert.Equal("[1.0]", Assert.Single(chunks, chunk => chunk.Delta()["custom"] is not null).Delta()["custom"]!.ToJsonString());
    }

    private static string Members(string prefix) => $"{{{string.Join(',', Values.Select((value, n) => $"\"{prefix}{n}\":{value}"))}}}";
}
