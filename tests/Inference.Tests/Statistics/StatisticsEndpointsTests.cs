using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Statistics;

public sealed class StatisticsEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
    private const string Stats = "/v1/inference-logs/stats";

    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly string _owner = Guid.NewGuid().ToString("n");
    private KeyHolder _key = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _key = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Environment = "play", UserId = _owner });

    public ValueTask DisposeAsync()
    {
        _key.Http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Statistics_are_in_the_contracts_words()
    {
        await WriteAsync(log => log with { LatencyMilliseconds = 10 });
        await WriteAsync(log => log with { LatencyMilliseconds = 25, Succeeded = false, Model = "large" });
        await WriteAsync(log => log with { CreatedAt = Noon.AddHours(3) });

        var stats = await ReadAsync($"{Stats}?start_date=2026-01-31T11:59:00%2B00:00&end_date=2026-01-31T14:30:00Z");

        var expected = JsonNode.Parse("""
            {
              "total_calls": 2, "success_rate": 0.5, "avg_latency_ms": 17.5, "input_tokens": 6, "output_tokens": 8,
              "cached_tokens": 4, "reasoning_tokens": 6, "total_tokens": 14,
              "model_usage": {"large": 1, "local": 1},
              "period_start_date": "2026-01-31T11:59:00.000Z", "period_end_date": "2026-01-31T14:30:00.000Z"
            }
            """);
        Assert.Equal(expected!.ToJsonString(), stats.ToJsonString());
    }

    [Fact]
    public async Task A_series_has_every_point_of_the_period_also_the_empty_ones()
    {
        await WriteAsync(log => log with { LatencyMilliseconds = 10, CreatedAt = Noon.AddMinutes(20) });
        await WriteAsync(log => log with { LatencyMilliseconds = 30, CreatedAt = Noon.AddMinutes(120) });

        var series = await ReadAsync($"{Stats}/series?start_date=2026-01-31T12:10:00Z&end_date=2026-01-31T14:10:00Z");

        Assert.Equal("hour", (string?)series["interval"]);
        var points = series["data"]!.AsArray();
        Assert.Equal(
            ["12:10 13:00 1 10", "13:00 14:00 0 ", "14:00 14:10 1 30"],
            points.Select(point => $"{Clock(point!["period_start_date"])} {Clock(point["period_end_date"])} {point["total_calls"]} {point["p95_latency_ms"]}"));
        Assert.False(points[1]!.AsObject().ContainsKey("p50_latency_ms"));
        Assert.Equal(0, (int?)points[1]!["success_rate"]);
    }

    [Theory]
    [InlineData("minute", 120)]
    [InlineData("hour", 3)]
    [InlineData("day", 1)]
    public async Task A_series_has_the_points_of_its_interval(string interval, int points)
    {
        await WriteAsync(log => log);
        await WriteAsync(log => log with { CreatedAt = Noon.AddMinutes(100) });

        var series = await ReadAsync($"{Stats}/series?interval={interval}&start_date=2026-01-31T11:50:00Z&end_date=2026-01-31T13:50:00Z");

        Assert.Equal(points, series["data"]!.AsArray().Count);
        Assert.Equal(2, series["data"]!.AsArray().Sum(point => (int)point!["total_calls"]!));
    }

    [Fact]
    public async Task The_period_is_the_last_24_hours_by_default()
    {
        var now = TimeProvider.System.GetUtcNow();
        await WriteAsync(log => log with { CreatedAt = now.AddHours(-23) });
        await WriteAsync(log => log with { CreatedAt = now.AddHours(-25) });

        Assert.Equal(1, (int?)(await ReadAsync(Stats))["total_calls"]);
        Assert.Equal(2, (int?)(await ReadAsync($"{Stats}?start_date={Escape(now.AddHours(-26))}"))["total_calls"]);
        Assert.Equal(1, (int?)(await ReadAsync($"{Stats}?end_date={Escape(now.AddHours(-24))}"))["total_calls"]);
        Assert.InRange((await ReadAsync($"{Stats}/series"))["data"]!.AsArray().Count, 24, 25);
    }

    [Fact]
    public async Task Every_filter_counts_its_logs_alone()
    {
        await WriteAsync(log => log);
        await WriteAsync(log => log with { User = "ann", ApiKeyId = "key_x", Model = "large", Type = "insight", CorrelationId = _owner + "-2", OutputTokens = 9 });

        foreach (var filter in (string[])["user=ann", "api_key=key_x", "model=large", "type=insight", $"correlation_id={_owner}-2", "user=ann&model=large"])
        {
            var period = $"{filter}&start_date=2026-01-31T00:00:00Z&end_date=2026-02-01";
            Assert.Equal(9, (int?)(await ReadAsync($"{Stats}?{period}"))["output_tokens"]);
            Assert.Equal(9, (int?)(await ReadAsync($"{Stats}/series?interval=day&{period}"))["data"]![0]!["output_tokens"]);
        }

        Assert.Equal(0, (int?)(await ReadAsync($"{Stats}?user=unknown&start_date=2026-01-31&end_date=2026-02-01"))["total_calls"]);
    }

    [Fact]
    public async Task Other_owners_are_counted_for_admins_of_the_same_environment_alone()
    {
        await WriteAsync(log => log);
        var period = $"{Stats}?correlation_id={_owner}&start_date=2026-01-31&end_date=2026-02-01";
        var other = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Environment = "play" });
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host, "play");
        var elsewhere = await KeyHolder.CreateAdminAsync(fixture.Host);

        Assert.Equal(0, (int?)(await ReadAsync(period, other))["total_calls"]);
        Assert.Equal(1, (int?)(await ReadAsync(period, admin))["total_calls"]);
        Assert.Equal(0, (int?)(await ReadAsync(period, elsewhere))["total_calls"]);
    }

    [Theory]
    [InlineData("?start_date=2026-02-01&end_date=2026-01-31", "start_date", "start_date must be before end_date")]
    [InlineData("?start_date=2026-02-01&end_date=2026-02-01", "start_date", "end_date")]
    [InlineData("/series?start_date=2026-02-01&end_date=2026-01-31", "start_date", "start_date must be before end_date")]
    [InlineData("/series?start_date=2026-02-01&end_date=2026-02-01", "start_date", "a whole day ends with the next")]
    [InlineData("?start_date=2999-01-01", "start_date", "end_date, which is now")]
    [InlineData("?end_date=soon", "end_date", "RFC 3339")]
    [InlineData("/series?interval=week", "interval", "minute, hour, day")]
    [InlineData("/series?interval=minute&start_date=2026-01-01&end_date=2026-01-03", "interval", "2,880 points, of at most 1,500: a longer interval")]
    public async Task What_cannot_be_asked_is_refused(string query, string param, string message)
    {
        var error = await _key.ErrorAsync(HttpMethod.Get, Stats + query, HttpStatusCode.BadRequest);

        Assert.Equal(param, (string?)error["param"]);
        Assert.Contains(message, (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_period_and_the_most_points_are_answered()
    {
        await WriteAsync(log => log);

        Assert.Equal(1, (int?)(await ReadAsync($"{Stats}?start_date=0001-01-01&end_date=9999-12-31T23:59:59.999Z"))["total_calls"]);
        var series = await ReadAsync($"{Stats}/series?start_date=2026-01-31&end_date=2026-04-03T12:00:00Z");
        Assert.Equal(1_500, series["data"]!.AsArray().Count);
        series = await ReadAsync($"{Stats}/series?interval=day&start_date=9999-12-31&end_date=9999-12-31T23:59:59.999Z");
        Assert.Single(series["data"]!.AsArray());
    }

    [Fact]
    public async Task A_key_needs_the_scope_of_the_logs()
    {
        var key = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Scopes = ["chats:read"] });

        Assert.Equal("insufficient_scope", (string?)(await key.ErrorAsync(HttpMethod.Get, Stats, HttpStatusCode.Forbidden))["code"]);
        Assert.Equal("insufficient_scope", (string?)(await key.ErrorAsync(HttpMethod.Get, $"{Stats}/series", HttpStatusCode.Forbidden))["code"]);
    }

    private static string Clock(JsonNode? time) => ((string)time!)[11..16];

    private static string Escape(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("o", CultureInfo.InvariantCulture));

    private Task<JsonNode> ReadAsync(string path, KeyHolder? key = null) => (key ?? _key).ReadAsync(HttpMethod.Get, path);

    private async Task WriteAsync(Func<InferenceLog, InferenceLog> change)
    {
        var log = change(Samples.Log(Samples.NewId("chatcmpl-"), "play") with
        {
            Owner = _owner,
            ApiKeyId = _key.Id,
            CorrelationId = _owner,
            InputTokens = 3,
            OutputTokens = 4,
            CachedTokens = 2,
            ReasoningTokens = 3,
            CreatedAt = Noon,
        });
        var store = fixture.Host.SiloServices.GetRequiredService<ILedgerStore>();
        Assert.Equal([LedgerOutcome.Committed], await store.CommitAsync([new LedgerEntry { Log = log }], Cancellation));
    }
}
