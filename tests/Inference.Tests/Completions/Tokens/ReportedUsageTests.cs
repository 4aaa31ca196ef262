using System.Net;
using System.Text.Json.Nodes;
using Inference.Completions.Streams;
using Inference.Infrastructure;

namespace Inference.Completions.Tokens;

/// <summary>What a model's server reports of an answer's usage, from the model client on, wherever it is shown.</summary>
public sealed class ReportedUsageTests(ReportedUsageFixture fixture) : IAsyncLifetime, IClassFixture<ReportedUsageFixture>
{
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _client = await TestClient.CreateAsync(fixture.Host);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("/v1/chats")]
    [InlineData("/v1/chat/completions")]
    public async Task A_whole_answer_has_the_servers_usage_also_when_repeated(string path)
    {
        var first = await _client.PostAsync(path, Request(stream: false), "once");
        var again = await _client.PostAsync(path, Request(stream: false), "once");

        Assert.Equal(ReportedUsageFixture.Shown, first.Body["usage"]!.ToJsonString());
        Assert.Equal((true, ReportedUsageFixture.Shown), (again.Replayed, again.Body["usage"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("/v1/chats")]
    [InlineData("/v1/chat/completions")]
    public async Task The_usage_chunk_has_it_also_when_resumed(string path)
    {
        using var response = await _client.OpenAsync(path, Request(stream: true), Cancellation);
        var whole = await new StreamReading().ReadAsync(response, int.MaxValue, Cancellation);
        using var rest = await _client.ResumeAsync(whole.CompletionId!, "2", HttpStatusCode.OK, Cancellation);
        var resumed = await new StreamReading().ReadAsync(rest, int.MaxValue, Cancellation);

        Assert.EndsWith($"finish: stop\nusage: {ReportedUsageFixture.Shown}", whole.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"finish: stop\nusage: {ReportedUsageFixture.Shown}", resumed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_completion_is_listed_with_it()
    {
        await _client.PostAsync("/v1/chat/completions", Request(stream: false));

        var listed = (await _client.GetJsonAsync("/v1/chat/completions", Cancellation))["data"]!.AsArray();

        Assert.Equal(ReportedUsageFixture.Shown, Assert.Single(listed)!["usage"]!.ToJsonString());
    }

    [Fact]
    public async Task Logs_and_statistics_count_cached_and_reasoning_tokens()
    {
        await _client.PostAsync("/v1/chat/completions", Request(stream: false));
        await _client.StreamAsync("/v1/chats", Request(stream: true), Cancellation);

        var logs = (await _client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray();
        var statistics = await _client.GetJsonAsync("/v1/inference-logs/stats", Cancellation);
        var series = (await _client.GetJsonAsync("/v1/inference-logs/stats/series?interval=hour", Cancellation))["data"]!.AsArray();

        Assert.Equal(["1920 256", "1920 256"], logs.Select(log => Shown(log!)));
        Assert.Equal(["1920 256", "1920 256"], logs.Select(log => Shown(log!["response_log"]!["answer"]!)));
        Assert.Equal("3840 512", Shown(statistics));
        Assert.Equal((3_840, 512), (series.Sum(point => (int)point!["cached_tokens"]!), series.Sum(point => (int)point!["reasoning_tokens"]!)));
    }

    private static string Shown(JsonNode counts) => $"{counts["cached_tokens"]} {counts["reasoning_tokens"]}";

    private static object Request(bool stream) => new
    {
        model = "up",
        stream,
        store = true,
        stream_options = stream ? new { include_usage = true } : null,
        messages = new[] { new { role = "user", content = "Say hello" } },
    };
}
