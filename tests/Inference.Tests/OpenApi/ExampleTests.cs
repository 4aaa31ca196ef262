using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.OpenApi;

public sealed class ExampleTests(InferenceFixture fixture)
{
    private const int MaxSummaryWords = 6;
    private const int MaxMembers = 6;

    private static readonly Uri Document = new("/openapi/v1.json", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_example_succeeds_at_a_fresh_server_as_it_stands()
    {
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1 });
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await KeyHolder.CreateAdminAsync(host)).Key);
        var chain = new ExampleChain(JsonNode.Parse(await client.GetStringAsync(Document, Cancellation))!.AsObject());

        var failures = new List<string>();
        foreach (var example in chain.InOrder())
        {
            using var request = chain.RequestOf(example);
            using var response = await client.SendAsync(request, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);
            if (!response.IsSuccessStatusCode)
            {
                failures.Add($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {answer}");
            }

            chain.CollectIds(example, answer);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task Every_operation_has_a_short_name_and_a_minimal_example_body()
    {
        using var client = fixture.CreateClient();
        var document = JsonNode.Parse(await client.GetStringAsync(Document, Cancellation))!.AsObject();
        var operations = OperationComparer.OperationsOf(document);

        Assert.All(operations.Values.Select(found => found.Operation), operation =>
        {
            var summary = (string)operation["summary"]!;
            Assert.InRange(summary.Split(' ').Length, 1, MaxSummaryWords);
            Assert.False(summary.EndsWith('.'), summary);
            Assert.All(
                operation["requestBody"]?["content"]!.AsObject().ToList() ?? [],
                body => Assert.InRange(body.Value!["example"]!.AsObject().Count, 1, MaxMembers));
        });
        Assert.Equal("post /v1/chats", operations.Keys.First(key => key.StartsWith("post", StringComparison.Ordinal)));
        Assert.Equal("service", (string?)document["tags"]!.AsArray()[^1]!["name"]);
    }
}
