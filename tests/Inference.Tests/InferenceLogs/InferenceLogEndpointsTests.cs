using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Guards;
using Inference.Identity;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Messages;
using Inference.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.InferenceLogs;

public sealed class InferenceLogEndpointsTests(InferenceFixture fixture) : IAsyncLifetime
{
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

    [Theory]
    [InlineData("start_date=2026-02-01&end_date=2026-01-31")]
    [InlineData("start_date=2026-01-31&end_date=2026-01-31")]
    [InlineData("start_date=2026-01-31T12:00:00Z&end_date=2026-01-31T12:00:00.000000000Z")]
    [InlineData("start_date=2026-01-31T12:00:00Z&end_date=2026-01-31T12:30:00%2B01:00")]
    public async Task A_period_without_a_moment_is_refused_in_lists_and_statistics_alike(string period)
    {
        foreach (var path in (string[])["", "/stats", "/stats/series"])
        {
            var error = await _key.ErrorAsync(HttpMethod.Get, $"/v1/inference-logs{path}?{period}", HttpStatusCode.BadRequest);

            Assert.Equal(("invalid_param_value", "start_date"), ((string?)error["code"], (string?)error["param"]));
            Assert.StartsWith("start_date must be before end_date", (string?)error["message"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("start_date=2026-01-31&end_date=2026-02-01", 1)]
    [InlineData("start_date=2026-01-30&end_date=2026-01-31", 0)]
    [InlineData("start_date=2026-01-31T12:00:00.000000000z&end_date=2026-01-31t12:00:00.001Z", 1)]
    [InlineData("start_date=2026-01-31&end_date=2026-01-31T12:00:00Z", 0)]
    public async Task A_period_holds_its_start_and_not_its_end_everywhere(string period, int logs)
    {
        await WriteAsync(log => log);

        Assert.Equal(logs, (await ListAsync(period)).Count);
        Assert.Equal(logs, (int?)(await _key.ReadAsync(HttpMethod.Get, $"/v1/inference-logs/stats?{period}"))["total_calls"]);
        var series = await _key.ReadAsync(HttpMethod.Get, $"/v1/inference-logs/stats/series?{period}");
        Assert.Equal(logs, series["data"]!.AsArray().Sum(point => (int)point!["total_calls"]!));
    }

    [Fact]
    public async Task A_log_is_shown_in_the_contracts_words()
    {
        var id = await WriteAsync(log => log with
        {
            Tags = ["a", "b"],
            Metadata = """{"k":1}""",
            Messages = [new LoggedMessage { Role = Role.User, Content = "Hi" }, new LoggedMessage { Role = Role.Tool, Length = 7 }],
            Answer = new LoggedAnswer { Content = "Hello", Usage = new Usage(3, 4) { CachedTokens = 2, ReasoningTokens = 1 }, Elapsed = TimeSpan.FromMilliseconds(1_500) },
            Guard = new GuardResult { Id = "grd_1", Category = "safe", Elapsed = TimeSpan.FromMilliseconds(20), Usage = new Usage(9, 8) { CachedTokens = 7 } },
            Router = new RouterResult { Id = "rtr_1", Expert = "Taxes", Usage = new Usage(9, 8) { ReasoningTokens = 5 } },
            CachedTokens = 2,
            ReasoningTokens = 1,
        });

        var log = Assert.Single(await ListAsync(""))!;

        Assert.Equal(id, (string?)log["_id"]);
        Assert.Equal("success", (string?)log["status"]);
        Assert.Equal("2026-01-31T12:00:00.000Z", (string?)log["created_at"]);
        Assert.Equal("""["a","b"]""", log["tags"]!.ToJsonString());
        Assert.Equal("""{"k":1}""", log["metadata"]!.ToJsonString());
        Assert.Equal("Hi", (string?)log["messages"]![0]!["content"]);
        Assert.Equal(7, (int?)log["messages"]![1]!["length"]);
        Assert.Equal(1.5, (double?)log["response_log"]!["answer"]!["time"]);
        Assert.Equal(4, (int?)log["response_log"]!["answer"]!["output_tokens"]);
        Assert.Equal("safe", (string?)log["response_log"]!["guard"]!["category"]);
        Assert.Equal("Taxes", (string?)log["response_log"]!["router"]!["expert"]);
        Assert.Equal(7, (int?)log["total_tokens"]);
        Assert.Equal((2, 1), ((int?)log["cached_tokens"], (int?)log["reasoning_tokens"]));
        Assert.Equal((2, 1), Details(log["response_log"]!["answer"]!));
        Assert.Equal((7, 0), Details(log["response_log"]!["guard"]!));
        Assert.Equal((0, 5), Details(log["response_log"]!["router"]!));
        Assert.False(log.AsObject().ContainsKey("error_message"));
    }

    [Fact]
    public async Task Every_filter_finds_its_logs_alone()
    {
        await WriteAsync(log => log);
        await WriteAsync(log => log with
        {
            User = "ann",
            ApiKeyId = "key_x",
            Model = "large",
            Type = "insight",
            Tags = ["vip"],
            CorrelationId = _owner + "-2",
            Succeeded = false,
            CreatedAt = Noon.AddHours(1),
        });

        foreach (var filter in (string[])
            ["user=ann", "api_key=key_x", "model=large", "status=error", "type=insight", "tag=vip", $"correlation_id={_owner}-2", "start_date=2026-01-31T12:30:00Z"])
        {
            Assert.Equal("ann", (string?)Assert.Single(await ListAsync(filter))!["user"]);
        }

        Assert.Null((string?)Assert.Single(await ListAsync("end_date=2026-01-31T13:00:00Z"))!["user"]);
        Assert.Null((string?)Assert.Single(await ListAsync("status=success"))!["user"]);
    }

    [Fact]
    public async Task Both_forms_of_paging_show_all_logs_newest_first()
    {
        var ids = new List<string>();
        for (var minute = 0; minute < 3; minute++)
        {
            ids.Insert(0, await WriteAsync(log => log with { CreatedAt = Noon.AddMinutes(minute) }));
        }

        Assert.Equal(ids[..2], Ids(await ListAsync("page=1&page_size=2")));
        Assert.Equal(ids[2..], Ids(await ListAsync("page=2&pageSize=2")));
        Assert.Equal(ids[1..], Ids(await ListAsync($"limit=5&after={ids[0]}")));
        Assert.Empty(await ListAsync("page=9"));
    }

    [Fact]
    public async Task Logs_of_other_owners_are_for_admins_of_the_same_environment()
    {
        var id = await WriteAsync(log => log);
        var other = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Environment = "play" });
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host, "play");
        var elsewhere = await KeyHolder.CreateAdminAsync(fixture.Host);

        Assert.DoesNotContain(id, Ids(await ListAsync("limit=200", other)));
        Assert.Contains(id, Ids(await ListAsync($"limit=200&correlation_id={_owner}", admin)));
        Assert.DoesNotContain(id, Ids(await ListAsync($"limit=200&correlation_id={_owner}", elsewhere)));
    }

    [Fact]
    public async Task An_unknown_status_is_refused()
    {
        var error = await _key.ErrorAsync(HttpMethod.Get, "/v1/inference-logs?status=maybe&start_date=never", HttpStatusCode.BadRequest);

        Assert.Equal("start_date", (string?)error["param"]);
        Assert.Contains("status must be one of success, error.", (string?)error["message"], StringComparison.Ordinal);
    }

    private static (int? Cached, int? Reasoning) Details(JsonNode part) => ((int?)part["cached_tokens"], (int?)part["reasoning_tokens"]);

    private async Task<JsonArray> ListAsync(string query, KeyHolder? key = null) =>
        (await (key ?? _key).ReadAsync(HttpMethod.Get, $"/v1/inference-logs?{query}"))["data"]!.AsArray();

    private static List<string> Ids(JsonArray logs) => [.. logs.Select(log => (string)log!["id"]!)];

    private async Task<string> WriteAsync(Func<InferenceLog, InferenceLog> change)
    {
        var log = change(new InferenceLog
        {
            Id = Identifier.New(Identifier.Completion, TimeProvider.System.GetUtcNow()),
            Environment = "play",
            Owner = _owner,
            Api = "/v1/chats",
            ApiKeyId = _key.Id,
            Model = "local",
            Type = "chat",
            Succeeded = true,
            CorrelationId = _owner,
            InputTokens = 3,
            OutputTokens = 4,
            CreatedAt = Noon,
            FinishedAt = Noon.AddSeconds(2),
        });
        var store = fixture.Host.SiloServices.GetRequiredService<ILedgerStore>();
        Assert.Equal([LedgerOutcome.Committed], await store.CommitAsync([new LedgerEntry { Log = log }], Cancellation));
        return log.Id;
    }
}
