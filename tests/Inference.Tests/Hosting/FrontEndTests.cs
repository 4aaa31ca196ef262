using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Infrastructure;
using Inference.Processes;

namespace Inference.Hosting;

[ChoosesStorage]
[ProcessTest]
public sealed class FrontEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.Postgres)]
    public async Task A_front_end_waits_for_a_silo_and_outlives_it(StorageEngine engine)
    {
        await using var data = await TestDatabase.CreateAsync(engine);
        var settings = new Dictionary<string, string?>(data.Settings)
        {
            ["Inference:Cluster:GatewayPort"] = $"{FreePort.Take()}",
            ["Inference:Cluster:SiloPort"] = $"{FreePort.Take()}",
        };
        await using var frontEnd = await FrontEndProcess.StartAsync(settings);
        using var client = frontEnd.CreateClient();
        await SaysThatThereIsNoSiloAsync(client);

        await using (var silo = await SiloProcess.StartAsync(data, settings))
        {
            await frontEnd.WaitUntilReadyAsync(Cancellation);
            using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);

            await silo.KillAsync();
            await SaysThatThereIsNoSiloAsync(client);
        }

        await using var another = await SiloProcess.StartAsync(data, settings);
        await frontEnd.WaitUntilReadyAsync(Cancellation);
        using var again = await client.GetAsync(new Uri("/v1/chats", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static async Task SaysThatThereIsNoSiloAsync(HttpClient client)
    {
        using var refused = await client.GetAsync(new Uri("/v1/chats", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!["error"]!;
        Assert.Equal("overloaded", (string?)error["code"]);

        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
