using System.Text;
using Microsoft.Extensions.Logging;
using static Inference.Models.Wire.ScriptedServer;

namespace Inference.Models.Wire;

/// <summary>What a model's configuration changes in requests.</summary>
public sealed class RequestEditsTests
{
    [Theory]
    [InlineData("seed", null, """{"model":"m","temperature":1.0}""", "seed")]
    [InlineData("messages.name,tools.function.strict", null, """{"model":"m","seed":12345678901234567890,"temperature":1.0}""", "")]
    [InlineData("messages.content.cache_control", null, """{"model":"m","seed":12345678901234567890,"temperature":1.0}""", "")]
    [InlineData("", """{"top_k":1.0,"seed":2,"x":{"y":null}}""", """{"model":"m","seed":12345678901234567890,"temperature":1.0,"top_k":1.0,"x":{"y":null}}""", "")]
    [InlineData("top_k,seed", """{"top_k":1,"z":[1, 2]}""", """{"model":"m","temperature":1.0,"z":[1, 2]}""", "seed")]
    public void Members_are_dropped_and_added(string drop, string? extraBody, string expected, string dropped) =>
        Assert.Equal((expected, dropped), Apply(drop, extraBody, """{"model":"m","seed":12345678901234567890,"temperature":1.0}"""));

    [Fact]
    public void A_path_leads_through_objects_and_arrays() => Assert.Equal(
        ("""{"messages":[{"role":"user","content":[{"type":"text","text":"é"},"s"]},{"role":"assistant"}],"name":"n"}""", "messages.content.cache_control,messages.name"),
        Apply(
            "messages.name,messages.content.cache_control,tools",
            null,
            """{"messages":[{"role":"user","name":"a","content":[{"type":"text","text":"é","cache_control":{"a":1}},"s"]},{"role":"assistant","name":"b"}],"name":"n"}"""));

    [Fact]
    public async Task Configured_changes_reach_the_server_and_the_log_once()
    {
        await using var server = new ScriptedServer([[Whole("""{"message":{"content":"x"}}""")]]);
        await using var models = await ModelHarness.StartAsync(
            server, "Drop:0=temperature", """ExtraBody={"chat_template_kwargs":{"enable_thinking":false}}""", "Headers:X-Title= Mine ", "AuthHeader=api-key", "ApiKey=k\n");

        for (var i = 0; i < 3; i++)
        {
            await models.AnswerAsync(ModelHarness.Ask("m") with { Sampling = new() { Temperature = 0.5, Seed = 4 } });
        }

        var request = server.Requests[^1];
        Assert.EndsWith("""}],"seed":4,"chat_template_kwargs":{"enable_thinking":false}}""", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Title: Mine\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\napi-key: k\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: Inference/", request, StringComparison.Ordinal);
        var note = Assert.Single(models.Log.Entries, entry => entry.Level == LogLevel.Information);
        Assert.Contains("without temperature", note.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/", "POST /v1/chat/completions HTTP")]
    [InlineData("/openai/deployments/d?api-version=2024-10-21", "POST /openai/deployments/d/chat/completions?api-version=2024-10-21 HTTP")]
    [InlineData("/v1/chat/completions", "POST /v1/chat/completions HTTP")]
    [InlineData("", "POST /chat/completions HTTP")]
    public async Task The_path_of_an_endpoint_is_completed(string path, string expected)
    {
        await using var server = new ScriptedServer([[Whole("""{"message":{"content":"x"}}""")]]);
        await using var models = await ModelHarness.StartAsync(("m", [$"Endpoint={server.Endpoint.Replace("/v1", path, StringComparison.Ordinal)}"]));

        await models.AnswerAsync("m");

        Assert.StartsWith(expected, server.Requests[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User-Agent", "Mine/1 (a b)")]
    [InlineData("user-agent", "Mine/1")]
    [InlineData("Accept", "application/json")]
    [InlineData("Accept", "text/event-stream")]
    [InlineData("Accept-Language", "de, en;q=0.5")]
    [InlineData("Referer", "https://host/?a=b")]
    [InlineData("Cookie", "a=b; c=d")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("traceparent", "00-1-2-01")]
    [InlineData("X-Title", "Mine")]
    public async Task A_configured_header_is_sent_once_as_it_is(string name, string value)
    {
        await using var server = new ScriptedServer([[Whole("""{"message":{"content":"x"},"finish_reason":"stop"}""")]]);
        await using var models = await ModelHarness.StartAsync(server, $"Headers:{name}={value}");

        await models.AnswerAsync("m");
        await models.StreamAsync("m");

        Assert.All(server.Requests, request => Assert.Equal(
            [value],
            request.Split("\r\n\r\n")[0].Split("\r\n").Select(line => line.Split(": ", 2)).Where(header => header[0].Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header[1])));
    }

    private static (string Edited, string Dropped) Apply(string drop, string? extraBody, string request)
    {
        var options = new ModelOptions { Drop = [.. drop.Split(',', StringSplitOptions.RemoveEmptyEntries)], ExtraBody = extraBody };
        using var edited = new PooledBuffer();
        var dropped = RequestEdits.Of(options)!.Apply(Encoding.UTF8.GetBytes(request), edited);
        return (Encoding.UTF8.GetString(edited.Written.Span), string.Join(',', dropped.Order(StringComparer.Ordinal)));
    }
}
