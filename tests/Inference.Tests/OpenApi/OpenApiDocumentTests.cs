using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.OpenApi;

public sealed partial class OpenApiDocumentTests(InferenceFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_says_what_the_contract_says()
    {
        var (contract, document) = (Contract.Read(), await ReadDocumentAsync());

        var differences = new OperationComparer(contract, document).Compare();

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(contract["tags"]!.ToJsonString(), document["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task Every_authenticated_operation_documents_its_key_and_its_failures()
    {
        var document = await ReadDocumentAsync();

        Assert.Equal(3, document["security"]!.AsArray().Count);
        Assert.All(OperationComparer.OperationsOf(document), operation =>
        {
            var isOpen = !operation.Key.Contains(" /v1/", StringComparison.Ordinal);
            Assert.Equal(isOpen, operation.Value.Operation["security"] is JsonArray { Count: 0 });
            Assert.Equal(!isOpen, operation.Value.Operation["responses"]!["default"] is not null);
        });
    }

    [Fact]
    public async Task The_document_is_made_once_and_repeats_no_host()
    {
        using var client = fixture.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json") { Headers = { Host = "attacker.example" } };
        using var first = await client.SendAsync(request, Cancellation);
        var text = await first.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("/", (string?)JsonNode.Parse(text)!["servers"]![0]!["url"]);
        Assert.Equal("application/json", first.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("attacker", text, StringComparison.Ordinal);
        var document = fixture.Host.ApiServices.GetRequiredService<ApiDocument>();
        Assert.Same(await document.ReadAsync(Cancellation), await document.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task The_page_to_try_the_api_loads_nothing_from_elsewhere()
    {
        using var client = fixture.CreateClient();
        using var page = await client.GetAsync(new Uri("/docs/", UriKind.Relative), Cancellation);
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("default-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", html);
        var scripts = Scripts().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var answer = await client.GetAsync(new Uri(page.RequestMessage!.RequestUri!, script), Cancellation);
            Assert.True(answer.IsSuccessStatusCode, script);
        }
    }

    [Fact]
    public async Task The_root_leads_to_the_page_without_a_key()
    {
        using var client = fixture.CreateClient();
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.Redirect, "/docs"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    private async Task<JsonObject> ReadDocumentAsync()
    {
        using var client = fixture.CreateClient();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation))!.AsObject();
    }

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Scripts();
}
