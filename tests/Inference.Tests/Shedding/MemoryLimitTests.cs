using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Shedding;

/// <summary>A real process that may use little memory.</summary>
[ProcessTest]
public sealed class MemoryLimitTests
{
    private const string Limit = "0x10000000";
    private const int BodyCharacters = 900_000;

    // Ten such bodies may need half of the 256 MiB.
    private const int Most = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_bodies_are_refused_before_memory_runs_out_and_reads_served()
    {
        await using var data = await TestDatabase.CreateAsync();
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        models.Scenarios["slow"] = Scenario.Parse("scenario:words:6,stall:3") with { Resume = resume.Task };
        await using var silo = await SiloProcess.StartAsync(data, new Dictionary<string, string?>
        {
            ["DOTNET_GCHeapHardLimit"] = Limit,
            ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString(),
        });
        using var client = silo.CreateClient();

        var (admitted, refused) = await AskUntilRefusedAsync(client);
        Assert.NotEmpty(admitted);
        using (refused)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal("overloaded", JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!.ErrorCode());
        }

        foreach (var path in new[] { "/health/live", "/health/ready", "/v1/models", "/v1/chats" })
        {
            using var read = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal((path, HttpStatusCode.OK), (path, read.StatusCode));
        }

        resume.SetResult();
        foreach (var response in admitted)
        {
            Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            response.Dispose();
        }

        await Eventually.GetAsync(async () => await AnswersAsync(client) ? "" : null, Cancellation);
        Assert.Single(silo.Output, line => line.Contains("Memory is short", StringComparison.Ordinal));
    }

    private static async Task<(List<HttpResponseMessage> Admitted, HttpResponseMessage Refused)> AskUntilRefusedAsync(HttpClient client)
    {
        var admitted = new List<HttpResponseMessage>();
        while (admitted.Count < Most)
        {
            using var request = Question("slow", new string('a', BodyCharacters));
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return (admitted, response);
            }

            admitted.Add(response);
        }

        throw new InvalidOperationException($"{admitted.Count} large bodies were admitted.");
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        using var request = Question("local", "Hi");
        using var response = await client.SendAsync(request, Cancellation);
        return response.IsSuccessStatusCode;
    }

    private static HttpRequestMessage Question(string model, string content) => new(HttpMethod.Post, "/v1/chat/completions")
    {
        Content = JsonContent.Create(new { model, stream = true, messages = new[] { new { role = "user", content } } }),
    };
}
