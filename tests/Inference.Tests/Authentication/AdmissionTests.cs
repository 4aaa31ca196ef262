using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Authentication;

public sealed class AdmissionTests(InferenceFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_says_which_scope_it_needs()
    {
        using var response = await fixture.CreateClient().GetAsync("/v1/none", Cancellation);
        var endpoints = fixture.Host.ApiServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

        Assert.All(
            endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)),
            endpoint => Assert.True(endpoint.Metadata.GetMetadata<RequiredScope>() is not null, endpoint.DisplayName));
    }

    [Fact]
    public async Task A_missing_malformed_unknown_or_wrong_key_gets_one_refusal_text()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        var other = await KeyHolder.CreateAsync(fixture.Host);
        var wrongSecret = ApiKeyFormat.Make("prod", holder.Id);
        var unknown = ApiKeyFormat.Make("prod", other.Id.Replace(other.Id[^4..], holder.Id[^4..], StringComparison.Ordinal));

        var words = new HashSet<string>();
        foreach (var key in new[] { "", "x", holder.Key[..^1], wrongSecret, unknown, "any-string-of-more-than-32-characters" })
        {
            using var response = await holder.SendAsync(HttpMethod.Get, holder.Path, key: key);
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]!.AsObject();
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            Assert.False(response.Headers.Contains("X-RateLimit-Limit"));
            Assert.True(error.Remove("request_id"));
            words.Add(error.ToJsonString());
        }

        Assert.Contains("\"code\":\"invalid_api_key\"", Assert.Single(words), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("x-neo-api-key", "")]
    [InlineData("x-api-key", "")]
    public async Task A_key_is_taken_from_each_header(string header, string before)
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        using var request = new HttpRequestMessage(HttpMethod.Get, holder.Path);
        request.Headers.TryAddWithoutValidation(header, before + holder.Key);

        using var response = await holder.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_known_and_unknown_paths_look_alike()
    {
        using var response = await fixture.CreateClient().GetAsync("/v1/none", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task An_unauthorized_call_is_refused_before_its_body_is_validated()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        await holder.ErrorAsync(HttpMethod.Post, "/v1/api-keys", HttpStatusCode.Forbidden, new { plan = "gold" });
    }

    [Fact]
    public async Task A_key_without_limits_has_no_headers_of_limits()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        using var response = await holder.SendAsync(HttpMethod.Get, holder.Path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("X-RateLimit", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_limit_is_exact_under_parallel_requests_and_names_the_retry_time()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host, new ApiKeyFields { Plan = ApiKeyPlans.Free });

        var responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => holder.SendAsync(HttpMethod.Get, holder.Path)));

        // The clock may pass into the next minute meanwhile: each minute by itself is exact.
        foreach (var minute in responses.GroupBy(response => Number(response, "Reset")))
        {
            var admitted = minute.Count(response => response.StatusCode == HttpStatusCode.OK);
            var refused = minute.Where(response => response.StatusCode == HttpStatusCode.TooManyRequests).ToList();
            Assert.Equal(minute.Count(), admitted + refused.Count);
            Assert.Equal(refused.Count == 0 ? admitted : 60, admitted);
            Assert.InRange(admitted, 0, 60);
            Assert.All(minute, response => Assert.Equal(60, Number(response, "Limit")));
            Assert.All(refused, response => Assert.Equal(0, Number(response, "Remaining")));
            Assert.All(refused, response => Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60));
        }

        var body = await responses.Last(response => response.StatusCode == HttpStatusCode.TooManyRequests).Content.ReadAsStringAsync(Cancellation);
        var error = JsonNode.Parse(body)!["error"]!;
        Assert.Equal("rate_limit_exceeded", (string?)error["code"]);
        Assert.InRange((int)error["retryAfter"]!, 1, 60);
        Assert.Equal((int)error["retryAfter"]!, (int)error["retry_after"]!);
    }

    private static long Number(HttpResponseMessage response, string name) =>
        long.Parse(Assert.Single(response.Headers.GetValues($"X-RateLimit-{name}")), CultureInfo.InvariantCulture);
}
