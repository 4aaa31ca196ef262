using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Inference.Binding;

public sealed class ParametersTests : IAsyncLifetime
{
    private RequestTestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await RequestTestApp.StartAsync(app =>
        app.MapGet("/orders", (Parameters<OrderQuery> query) => TypedResults.Ok(
            new { query.Value.Since, query.Value.Kind, query.Value.Urgent, Page = query.Value.Page.ToRequest() })));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("", 10, 0, null)]
    [InlineData("?page=3&page_size=20", 20, 40, null)]
    [InlineData("?page=3&pageSize=20", 20, 40, null)]
    [InlineData("?page=2147483647&page_size=50", 50, int.MaxValue, null)]
    [InlineData("?limit=5&page=3", 5, 0, null)]
    [InlineData("?after=exp_1&page=3", 10, 0, "exp_1")]
    public async Task Lists_are_paged_by_number_or_cursor(string query, int size, int skip, string? after)
    {
        var page = (await GetAsync(query))["page"]!;

        Assert.Equal(size, (int?)page["size"]);
        Assert.Equal(skip, (int?)page["skip"]);
        Assert.Equal(after, (string?)page["after"]);
    }

    [Fact]
    public async Task All_errors_are_reported_at_once_with_the_allowed_range()
    {
        var error = (await GetAsync("?page=0&page_size=51&limit=x&since=monday&kind=c&urgent=1&urgent=2"))["error"]!;

        Assert.Equal("invalid_param_value", (string?)error["code"]);
        Assert.Equal("page", (string?)error["param"]);
        Assert.Equal(
            "page must be an integer of at least 1. page_size must be an integer from 1 to 50. limit must be an integer from 1 to 200. "
            + "since must be an RFC 3339 date and time such as 2026-01-31T12:00:00Z. kind must be one of a, b. urgent must be given once. "
            + "urgent must be true or false.",
            (string?)error["message"]);
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00%2B02:00", "2026-01-31T10:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00.1234Z", "2026-01-31T12:00:00.123Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00.123456789Z", "2026-01-31T12:00:00.123Z")]
    [InlineData("2026-01-31t12:00:00z", "2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31 12:00", "2026-01-31T12:00:00.000Z")]
    [InlineData("2026-01-31 12:00:00+02:00", "2026-01-31T10:00:00.000Z")]
    [InlineData("2026-01-31%2012:00:00%2B02:00", "2026-01-31T10:00:00.000Z")]
    public async Task Times_are_read_as_clients_write_them(string text, string time) =>
        Assert.Equal(time, (string?)(await GetAsync($"?since={text}"))["since"]);

    [Fact]
    public async Task A_nul_character_is_refused() =>
        Assert.Equal("after must not have NUL characters.", (await GetAsync("?after=a%00")).ErrorMessage());

    [Theory]
    [InlineData("?knid=a", "knid", "'knid' is not a parameter of this operation; did you mean kind?")]
    [InlineData("?page-size=3", "page-size", "'page-size' is not a parameter of this operation; did you mean page_size?")]
    [InlineData("?email=x", "email", "'email' is not a parameter of this operation; it takes page, page_size, pageSize, limit, after, since, kind, urgent.")]
    public async Task A_parameter_that_is_not_known_is_refused_with_the_nearest(string query, string name, string message)
    {
        var error = (await GetAsync(query))["error"]!;

        Assert.Equal(("invalid_param_value", name, message), ((string?)error["code"], (string?)error["param"], (string?)error["message"]));
    }

    [Fact]
    public async Task A_parameter_against_caches_passes() => Assert.Equal(10, (int?)(await GetAsync("?_=1764480000"))["page"]!["size"]);

    [Theory]
    [InlineData("?pageSize=0", "pageSize")]
    [InlineData("?page_size=0", "page_size")]
    public async Task A_problem_is_reported_under_the_sent_name(string query, string name) =>
        Assert.Equal($"{name} must be an integer from 1 to 50.", (await GetAsync(query)).ErrorMessage());

    private async Task<JsonNode> GetAsync(string query)
    {
        using var response = await _app.Client.GetAsync(new Uri("/orders" + query, UriKind.Relative), TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
