using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>The model server that other tests lean on does what its scenarios say.</summary>
public sealed class ModelServerTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private ModelServerHost _server = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ModelServerHost.StartAsync(cancellationToken: Now);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_whole_answer_carries_reasoning_and_usage()
    {
        var body = await JsonAsync(await PostAsync("scenario:reasoning", stream: false));

        var message = body.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("You said: Hello there", message.GetProperty("content").GetString());
        Assert.Equal("The user asks. I answer.", message.GetProperty("reasoning_content").GetString());
        Assert.True(body.GetProperty("usage").GetProperty("completion_tokens").GetInt32() > 0);
        Assert.Equal("Hello there", _server.Requests.Last.Body.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(RequestEnd.Answered, await _server.Requests.Last.Ended);
    }

    [Theory]
    [InlineData("scenario:words:3", false, false)]
    [InlineData("scenario:words:3", true, true)]
    [InlineData("scenario:words:3,llama", false, true)]
    [InlineData("scenario:words:3,no-usage", true, false)]
    public async Task A_stream_brings_usage_as_its_flavour_does(string model, bool asks, bool brings)
    {
        var events = await EventsAsync(await PostAsync(model, stream: true, asks));

        Assert.Equal("[DONE]", events[^1]);
        Assert.Equal(brings, events.Any(e => e.Contains("\"usage\"", StringComparison.Ordinal)));
        Assert.Equal("w1 w2 w3", string.Concat(Deltas(events, "content")));
    }

    [Fact]
    public async Task A_tool_call_comes_as_a_name_and_pieces_of_arguments()
    {
        var events = await EventsAsync(await PostAsync("scenario:tool", stream: true));

        var calls = events.SkipLast(1).Select(e => Parse(e).GetProperty("choices")[0].GetProperty("delta"))
            .Where(d => d.TryGetProperty("tool_calls", out _)).Select(d => d.GetProperty("tool_calls")[0]).ToList();
        Assert.Equal("get_weather", calls[0].GetProperty("function").GetProperty("name").GetString());
        var arguments = string.Concat(calls.Select(c => c.GetProperty("function").GetProperty("arguments").GetString()));
        Assert.Equal("Lisbon", Parse(arguments).GetProperty("city").GetString());
        Assert.Contains("\"finish_reason\":\"tool_calls\"", events[^2]);
    }

    [Fact]
    public async Task Other_members_are_added_where_a_scenario_has_them()
    {
        _server.Scenarios["extra"] = Scenario.Parse("scenario:tool") with
        {
            Extras = """{"answer":{"a":1.0},"choice":{"b":1},"message":{"c":null},"call":{"d":1},"function":{"e":1}}""",
        };

        var whole = (await JsonAsync(await PostAsync("extra", stream: false))).GetRawText();
        var events = await EventsAsync(await PostAsync("extra", stream: true));

        Assert.All((string[])["\"a\":1.0", "\"b\":1", "\"c\":null", "\"d\":1", "\"e\":1"], member =>
        {
            Assert.Contains(member, whole, StringComparison.Ordinal);
            Assert.Contains(events, e => e.Contains(member, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("scenario:fail:429", "RateLimitError", "1")]
    [InlineData("scenario:fail:500,openai", "server_error", null)]
    [InlineData("scenario:fail:503,llama", "unavailable_error", "1")]
    public async Task An_error_has_the_flavours_shape(string model, string type, string? retryAfter)
    {
        using var response = await PostAsync(model, stream: false);

        Assert.Equal(type, (await JsonAsync(response)).GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
    }

    [Fact]
    public async Task The_first_calls_fail_and_the_next_works()
    {
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 3; n++)
        {
            using var response = await PostAsync("scenario:fail:500,first:2", stream: false);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task A_dropped_stream_breaks_after_its_first_pieces()
    {
        using var response = await PostAsync("scenario:words:5,drop:2", stream: true);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Now));
        var lines = new List<string>();

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync(Now) is { } line)
            {
                lines.Add(line);
            }
        });

        Assert.Equal("w1 w2", string.Concat(Deltas([.. lines.Where(l => l.Length > 0).Select(l => l[6..])], "content")));
        Assert.Equal(RequestEnd.Dropped, await _server.Requests.Last.Ended);
    }

    [Fact]
    public async Task A_silent_server_sees_the_client_leave()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var call = PostAsync("scenario:silent", stream: true, cancellationToken: leaving.Token);
        var request = await _server.Requests.WaitForAsync(_ => true, Now);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(RequestEnd.Aborted, await request.Ended.WaitAsync(Now));
    }

    [Fact]
    public async Task A_stall_ends_when_the_test_says_so()
    {
        var resume = new TaskCompletionSource();
        _server.Scenarios["slow"] = new Scenario { Content = "one two", StallBefore = 1, Resume = resume.Task };
        using var response = await PostAsync("slow", stream: true);

        resume.SetResult();

        Assert.Equal("one two", string.Concat(Deltas(await EventsAsync(response), "content")));
    }

    private async Task<HttpResponseMessage> PostAsync(
        string model, bool stream, bool asksForUsage = false, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.BaseAddress + "/chat/completions"));
        request.Content = JsonContent.Create(new
        {
            model,
            stream,
            stream_options = asksForUsage ? new { include_usage = true } : null,
            messages = new[] { new { role = "user", content = "Hello there" } },
        });
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken ?? Now);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => Parse(await response.Content.ReadAsStringAsync(Now));

    private static async Task<List<string>> EventsAsync(HttpResponseMessage response) =>
        [.. (await response.Content.ReadAsStringAsync(Now)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e[6..])];

    private static IEnumerable<string?> Deltas(List<string> events, string field) => events
        .Where(e => e != "[DONE]").Select(Parse)
        .Where(e => e.GetProperty("choices").GetArrayLength() > 0)
        .Select(e => e.GetProperty("choices")[0].GetProperty("delta"))
        .Where(d => d.TryGetProperty(field, out _)).Select(d => d.GetProperty(field).GetString());

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
