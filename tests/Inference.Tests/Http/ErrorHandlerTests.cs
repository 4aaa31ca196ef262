using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using Inference.Binding;
using Inference.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Inference.Http;

public sealed class ErrorHandlerTests : IAsyncLifetime
{
    private RequestTestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await RequestTestApp.StartAsync(app =>
    {
        app.MapGet("/fine", () => TypedResults.Ok("fine"));
        app.MapGet("/bug", string () => throw new InvalidOperationException("secret of SomeType"));
        app.MapGet("/outage", string () => throw new TimeoutException("grain details"));
        app.MapGet("/memory", () => TypedResults.Ok(new byte[int.MaxValue].Length));
        app.MapGet("/half", async context =>
        {
            await context.Response.WriteAsync("half", Cancellation);
            await context.Response.Body.FlushAsync(Cancellation);
            throw new InvalidOperationException("secret of SomeType");
        });
        app.MapGet("/buffered", (HttpContext context) =>
        {
            context.Response.BodyWriter.Write("half"u8);
            throw new InvalidOperationException("secret of SomeType");
        });
        app.MapGet("/limit", string () => throw new InferenceException(ErrorKind.RateLimitExceeded, "Slow down.", retryAfterSeconds: 7));
        app.MapGet("/retries/{should}", string (bool should) => throw new InferenceException(ErrorKind.ModelError, "Because.") { ShouldRetry = should });
        app.MapGet("/fails/{kind}", string (ErrorKind kind) => throw new InferenceException(kind, "Because.", "messages[0].role"));
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(nameof(ErrorKind.MissingParam), 400, "invalid_request_error", "missing_param")]
    [InlineData(nameof(ErrorKind.InvalidApiKey), 401, "authentication_error", "invalid_api_key")]
    [InlineData(nameof(ErrorKind.InsufficientScope), 403, "permission_error", "insufficient_scope")]
    [InlineData(nameof(ErrorKind.ResourceNotFound), 404, "not_found_error", "resource_not_found")]
    [InlineData(nameof(ErrorKind.IdempotencyConflict), 409, "conflict_error", "idempotency_conflict")]
    [InlineData(nameof(ErrorKind.ModelError), 502, "api_error", "model_error")]
    [InlineData(nameof(ErrorKind.ModelTimeout), 504, "api_error", "model_timeout")]
    [InlineData(nameof(ErrorKind.ModelNotFound), 404, "invalid_request_error", "model_not_found")]
    [InlineData(nameof(ErrorKind.ContextLengthExceeded), 400, "invalid_request_error", "context_length_exceeded")]
    [InlineData(nameof(ErrorKind.ContentFilter), 400, "invalid_request_error", "content_filter")]
    public async Task A_failure_uses_the_contracts_error_format(string kind, int status, string type, string code)
    {
        var (response, error) = await GetAsync($"/fails/{kind}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status, (int?)error["status"]);
        Assert.Equal(type, (string?)error["type"]);
        Assert.Equal(code, (string?)error["code"]);
        Assert.Equal("Because.", (string?)error["message"]);
        Assert.Equal("messages[0].role", (string?)error["param"]);
    }

    [Theory]
    [InlineData("/retries/true", "true")]
    [InlineData("/retries/false", "false")]
    [InlineData("/limit", null)]
    public async Task What_is_known_of_a_repetition_is_in_a_header(string path, string? expected)
    {
        var (response, _) = await GetAsync(path);

        Assert.Equal(expected, response.Headers.TryGetValues("x-should-retry", out var values) ? Assert.Single(values) : null);
    }

    [Fact]
    public async Task Every_answer_names_its_request_and_no_two_alike()
    {
        var (first, error) = await GetAsync("/nowhere");
        using var second = await _app.Client.GetAsync(new Uri("/fine", UriKind.Relative), Cancellation);

        var id = Assert.Single(first.Headers.GetValues("x-request-id"));
        Assert.StartsWith("req_", id, StringComparison.Ordinal);
        Assert.Equal(id, (string?)error["request_id"]);
        Assert.NotEqual(id, Assert.Single(second.Headers.GetValues("x-request-id")));
    }

    [Fact]
    public async Task An_unknown_path_uses_the_error_format()
    {
        var (response, error) = await GetAsync("/nowhere?x=1");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("resource_not_found", (string?)error["code"]);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task A_wrong_verb_gets_the_allowed_methods(string verb)
    {
        var (response, error) = await SendAsync(new HttpRequestMessage(new HttpMethod(verb), "/fine"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        Assert.Equal("method_not_allowed", (string?)error["code"]);
    }

    [Fact]
    public async Task A_HEAD_request_gets_no_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/nowhere");
        using var response = await _app.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_limit_says_when_to_try_again_in_both_spellings()
    {
        var (response, error) = await GetAsync("/limit");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal(7, (int?)error["retryAfter"]);
        Assert.Equal(7, (int?)error["retry_after"]);
    }

    [Fact]
    public async Task A_bug_discloses_nothing_and_is_logged_once_with_its_request()
    {
        var (response, error) = await GetAsync("/bug");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("internal_error", (string?)error["code"]);
        Assert.DoesNotContain("SomeType", error.ToJsonString(), StringComparison.Ordinal);
        var line = Assert.Single(_app.Logs.Lines);
        Assert.Contains("secret of SomeType", line, StringComparison.Ordinal);
        Assert.Contains($"[RequestId:{error["request_id"]}]", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_asks_to_try_again()
    {
        var (response, error) = await GetAsync("/outage");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("grain", error.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lack_of_memory_is_an_outage_and_no_bug()
    {
        var (response, error) = await GetAsync("/memory");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (response.StatusCode, (string?)error["code"]));
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("rray", error.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("met an outage", Assert.Single(_app.Logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_answer_does_not_end_like_a_whole_one()
    {
        using var response = await _app.Client.GetAsync(
            new Uri("/half", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Half_an_answer_in_the_buffer_has_no_envelope_behind_it()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => _app.Client.GetAsync(new Uri("/buffered", UriKind.Relative), Cancellation));

        Assert.Contains("secret of SomeType", Assert.Single(_app.Logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_has_a_code_of_its_own() => Assert.Distinct(Enum.GetValues<ErrorKind>().Select(kind => ErrorStatus.Of(kind).Code));

    private Task<(HttpResponseMessage Response, JsonNode Error)> GetAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    private async Task<(HttpResponseMessage Response, JsonNode Error)> SendAsync(HttpRequestMessage request)
    {
        var response = await _app.Client.SendAsync(request, Cancellation);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        return (response, body["error"]!);
    }
}
