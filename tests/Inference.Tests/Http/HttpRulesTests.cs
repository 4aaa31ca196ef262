using System.Net;
using Inference.ApiKeys;
using Inference.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Http;

public sealed class HttpRulesTests(InferenceFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_path_that_has_get_has_head_with_the_same_head()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        var paths = PathsOfGet();
        Assert.Contains("/v1/chats", paths);
        Assert.Contains("/health/ready", paths);

        foreach (var path in paths)
        {
            using var get = await admin.SendAsync(HttpMethod.Get, path);
            using var head = await admin.SendAsync(HttpMethod.Head, path);

            Assert.Equal((path, get.StatusCode), (path, head.StatusCode));
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Theory]
    [InlineData("/v1/chats", HttpStatusCode.OK)]
    [InlineData("/v1/chats/none", HttpStatusCode.NotFound)]
    [InlineData("/v1/none", HttpStatusCode.NotFound)]
    [InlineData("/V1/chats", HttpStatusCode.OK)]
    public async Task Nothing_that_a_key_opened_is_kept_by_caches(string path, HttpStatusCode expected)
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        using var response = await holder.SendAsync(HttpMethod.Get, path);

        Assert.Equal(expected, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_stream_is_kept_by_no_cache_and_its_head_ends()
    {
        var holder = await KeyHolder.CreateAsync(fixture.Host);
        var chat = await holder.ReadAsync(HttpMethod.Post, "/v1/chats", new { messages = new[] { new { role = "user", content = "Hello" } } });
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/v1/chat/completions/{chat["completion_id"]}");
        request.Headers.Add("x-api-key", holder.Key);
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var head = await holder.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("text/event-stream", head.Content.Headers.ContentType?.MediaType);
        Assert.True(head.Headers.CacheControl?.NoStore);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public void The_server_does_not_name_itself_and_holds_bodies_to_a_rate()
    {
        var kestrel = fixture.Host.ApiServices.GetRequiredService<IOptions<KestrelServerOptions>>().Value;

        Assert.False(kestrel.AddServerHeader);
        Assert.Equal(4_096, kestrel.Limits.MinRequestBodyDataRate?.BytesPerSecond);
    }

    [Theory]
    [InlineData("/METRICS")]
    [InlineData("/metrics/")]
    [InlineData("/Metrics")]
    [InlineData("//metrics")]
    public async Task Metrics_have_one_spelling(string path)
    {
        using var client = fixture.CreateClient();
        using var response = await client.GetAsync(new Uri($"http://localhost{path}"), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_location_of_a_created_resource_is_a_path_alone()
    {
        var admin = await KeyHolder.CreateAdminAsync(fixture.Host);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/api-keys") { Content = new StringContent("{}", null, "application/json") };
        request.Headers.Add("x-api-key", admin.Key);
        request.Headers.Host = "attacker.example";

        using var response = await admin.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.StartsWith("/v1/api-keys/key_", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    private List<string> PathsOfGet() =>
    [
        .. fixture.Host.ApiServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) is true)
            .Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')),
    ];
}
