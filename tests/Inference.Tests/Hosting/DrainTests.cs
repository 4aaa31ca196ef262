using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Inference.Infrastructure;
using Inference.ModelServers;
using Inference.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Real processes that get SIGTERM and go on serving for <see cref="HostingOptions.DrainDelay"/>.</summary>
[ProcessTest]
public sealed class DrainTests
{
    private const string Delay = "00:00:04";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", 0)]
    [InlineData("postgres", 5)]
    public void Only_in_a_cluster_is_there_a_delay_by_default(string storage, int seconds)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("Inference:Storage", storage)]);
        builder.Services.AddDrain();
        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(TimeSpan.FromSeconds(seconds), services.GetRequiredService<IOptions<HostingOptions>>().Value.DrainDelay);
    }

    [Fact]
    public async Task A_silo_that_stops_serves_new_connections_until_its_delay_is_over()
    {
        await using var data = await TestDatabase.CreateAsync();
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        models.Scenarios["slow"] = Scenario.Parse("scenario:words:6,stall:3") with { Resume = resume.Task };
        await using var silo = await SiloProcess.StartAsync(data, new Dictionary<string, string?>
        {
            ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString(),
            ["Hosting:DrainDelay"] = Delay,
        });
        using var client = silo.CreateClient();
        using var response = await client.SendAsync(Question(), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var events = SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation).GetAsyncEnumerator(Cancellation);
        await events.MoveNextAsync();

        silo.Terminate();
        await DrainsAsync(silo.Address, client.DefaultRequestHeaders.Authorization);

        resume.SetResult();
        var last = "";
        while (await events.MoveNextAsync())
        {
            last = events.Current.Data;
        }

        Assert.Equal("[DONE]", last);
        Assert.Equal(0, await silo.WaitAsync());
    }

    [Fact]
    public async Task A_stopping_front_end_serves_new_connections_until_its_delay_ends()
    {
        await using var data = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(data.Settings)
        {
            ["Inference:Cluster:GatewayPort"] = $"{FreePort.Take()}",
            ["Inference:Cluster:SiloPort"] = $"{FreePort.Take()}",
            ["Hosting:DrainDelay"] = Delay,
        };
        await using var silo = SiloProcess.Begin(data, settings);
        await using var frontEnd = await FrontEndProcess.StartAsync(settings);
        await silo.WaitUntilReadyAsync();
        await frontEnd.WaitUntilReadyAsync(Cancellation);
        using var client = frontEnd.CreateClient();

        var ending = frontEnd.TerminateAsync();
        await DrainsAsync(frontEnd.Address, client.DefaultRequestHeaders.Authorization);

        Assert.Equal(0, await ending);
    }

    [Fact]
    public async Task A_second_signal_ends_a_process_that_waits_for_its_delay()
    {
        await using var data = await TestDatabase.CreateAsync();
        await using var silo = await SiloProcess.StartAsync(data, new Dictionary<string, string?> { ["Hosting:DrainDelay"] = "00:05:00" });
        silo.Terminate();
        await Eventually.GetAsync(async () => (await ReadyAsync(silo.Address)).StartsWith("503", StringComparison.Ordinal) ? "" : null, Cancellation);

        silo.Terminate();

        Assert.Equal(143, await silo.WaitAsync());
    }

    /// <summary>Says that it stops, serves new connections and asks their clients to leave; later it refuses them.</summary>
    private static async Task DrainsAsync(Uri address, AuthenticationHeaderValue? key)
    {
        Assert.Equal("503 Unhealthy: The process is stopping.", await Eventually.GetAsync(
            async () => await ReadyAsync(address) is var said && said.StartsWith("503", StringComparison.Ordinal) ? said : null, Cancellation));

        using (var another = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = key } })
        {
            using var served = await another.GetAsync(new Uri("/v1/models", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
            Assert.True(served.Headers.ConnectionClose);
        }

        await Eventually.GetAsync(async () => await ReadyAsync(address) == "refused" ? "" : null, Cancellation);
    }

    /// <summary>The answer on a connection of its own.</summary>
    private static async Task<string> ReadyAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        try
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
            return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}";
        }
        catch (HttpRequestException)
        {
            return "refused";
        }
    }

    private static HttpRequestMessage Question() => new(HttpMethod.Post, "/v1/chats")
    {
        Content = JsonContent.Create(
            new { model = "slow", stream = true, router_enabled = false, messages = new[] { new { role = "user", content = "Hi" } } }),
    };
}
