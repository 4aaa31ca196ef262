using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Completions.Streams;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions;

/// <summary>A rolling restart while answers are running.</summary>
public sealed class StoppingSiloTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopping_silo_finishes_its_answers_and_repeated_calls_get_them_whole()
    {
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        models.Scenarios["slow"] = Scenario.Parse("scenario:words:6,stall:3") with { Resume = resume.Task };
        await using var host = await InferenceHost.StartAsync(
            new InferenceHostOptions { Settings = new() { ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString() } });
        var client = await TestClient.CreateAsync(host);
        using var first = await StreamAsync(client, Cancellation);
        var id = await ReadIdAsync(first);

        var stopping = host.StopSiloOfAsync(host.Grains.GetCompletion("prod", id));
        await Eventually.GetAsync(async () => await IsStoppingAsync(host) ? host : null, Cancellation);
        resume.SetResult();
        await stopping;

        using var again = await StreamAsync(client, Cancellation);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("w6", (await new StreamReading().ReadAsync(again, int.MaxValue, Cancellation)).ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await host.Database.CountAsync("inference_logs where succeeded = 1"));
        Assert.Single(models.Requests.All);
    }

    [Fact]
    public async Task An_answer_cut_by_a_stop_before_output_is_made_on_retry()
    {
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        models.Scenarios["slow"] = new Scenario { StallBefore = -1 };
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Settings = new() { ["Models:Catalog:slow:Endpoint"] = models.BaseAddress.ToString(), ["Completions:StopGrace"] = "00:00:00" },
        });
        var client = await TestClient.CreateAsync(host);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = StreamAsync(client, leave.Token);
        await models.Requests.WaitForAsync(_ => true, Cancellation);

        await leave.CancelAsync();
        await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        await host.StopSiloOfAsync(host.Grains.GetCompletion("prod", await RunningAsync(host)));
        models.Scenarios["slow"] = Scenario.Parse("scenario:words:6");
        using var again = await StreamAsync(client, Cancellation);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("w6", (await new StreamReading().ReadAsync(again, int.MaxValue, Cancellation)).ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await host.Database.CountAsync("inference_logs"));
    }

    /// <summary>The id of the one completion that is being made.</summary>
    private static async Task<string> RunningAsync(InferenceHost host) =>
        (await host.Grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .Select(grain => grain.GrainId)
            .Single(grain => grain.Type.ToString() == "completion").Key.ToString()!.Split('/')[1];

    private static async Task<bool> IsStoppingAsync(InferenceHost host) =>
        (await host.Grains.GetGrain<IManagementGrain>(0).GetHosts()).Values.Any(status => status != SiloStatus.Active);

    private static async Task<HttpResponseMessage> StreamAsync(TestClient client, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "slow", stream = true, messages = new[] { new { role = "user", content = "Hi" } } }),
            Headers = { { "Idempotency-Key", "the-same-key" } },
        };
        return await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<string> ReadIdAsync(HttpResponseMessage response)
    {
        await using var events = SseReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancellation), Cancellation).GetAsyncEnumerator(Cancellation);
        await events.MoveNextAsync();
        return (string)JsonNode.Parse(events.Current.Data)!["id"]!;
    }
}
