using System.Net;
using Inference.ApiKeys;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Paging;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Statistics;

public sealed class StatisticsClusterTests
{
    private const int Rounds = 12;
    private const int Calls = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statistics_equal_the_list_despite_lost_and_repeated_stream_events()
    {
        await using var host = await StartAsync(silo => silo.Services
            .AddSingleton<LogEventSink>()
            .AddSingleton<ILogEventSink>(services => new UnreliablePublisher(services.GetRequiredService<LogEventSink>())));
        var keys = new[] { await KeyHolder.CreateAdminAsync(host), await KeyHolder.CreateAsync(host), await KeyHolder.CreateAsync(host) };
        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Calls).Select(call => AskAsync(keys[call % keys.Length], call)));
            await ReplayAsync(host, round);
            await CheckAsync(keys, expected: (round + 1) * Calls);
        }

        await host.Grains.GetStatistics(ApiKeyEnvironments.Prod).FoldAsync(Cancellation);
        Assert.Equal(0, await WaitingAsync(host));
        await CheckAsync(keys, expected: Rounds * Calls);
    }

    [Fact]
    public async Task An_event_is_enough_to_have_what_waits_counted()
    {
        await using var host = await StartAsync();
        var key = await KeyHolder.CreateAsync(host);
        await AskAsync(key, 1);

        await Eventually.GetAsync(async () => await WaitingAsync(host) == 0 ? host : null, Cancellation);

        Assert.Equal(1, await new ListedLogs(path => key.ReadAsync(HttpMethod.Get, path)).CheckAsync(""));
    }

    [Fact]
    public async Task A_silo_counts_at_its_start_what_was_left()
    {
        await using var data = await TestDatabase.CreateAsync();
        await data.CommitAsync(new LedgerEntry { Log = Samples.Log("left", ApiKeyEnvironments.Play) });

        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions { Database = data });

        await Eventually.GetAsync(async () => await WaitingAsync(host) == 0 ? host : null, Cancellation);
    }

    // No server listens at that address: a call of this model fails and is logged as an error.
    private static Task<InferenceHost> StartAsync(Action<ISiloBuilder>? configure = null) => InferenceHost.StartAsync(new InferenceHostOptions
    {
        ConfigureSilo = configure,
        Settings = new()
        {
            ["Models:Catalog:down:Endpoint"] = "http://127.0.0.1:1/v1",
            ["Models:Catalog:down:Retries"] = "0",
            ["Models:Catalog:down:BreakAfter"] = "1000",
        },
    });

    private static async Task AskAsync(KeyHolder key, int call)
    {
        using var response = await key.SendAsync(HttpMethod.Post, "/v1/chat/completions", new
        {
            model = call % 4 == 0 ? "down" : "local",
            user = $"user {call % 3}",
            messages = new[] { new { role = "user", content = $"Question {call}" } },
        });
        Assert.Equal(call % 4 == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>A retried commit: the same logs once more.</summary>
    private static async Task ReplayAsync(InferenceHost host, int round)
    {
        var logs = await host.Grains.GetInferenceLogQueries().ListAsync(
            new LogFilter { Environment = ApiKeyEnvironments.Prod }, new PageRequest { Size = 5, Skip = round }, Cancellation);
        var ledger = host.SiloServices.GetRequiredService<GroupCommitLedger>();
        var outcomes = await Task.WhenAll(logs.Items.Select(log => ledger.CommitAsync(new LedgerEntry { Log = log })));
        Assert.All(outcomes, outcome => Assert.Equal(LedgerOutcome.LogExists, outcome));
    }

    private static async Task CheckAsync(KeyHolder[] keys, int expected)
    {
        foreach (var key in keys)
        {
            var logs = new ListedLogs(path => key.ReadAsync(HttpMethod.Get, path));
            Assert.Equal(key == keys[0] ? expected : expected / keys.Length, await logs.CheckAsync("start_date=2020-01-01"));
            await logs.CheckAsync("user=user%201&model=local");
            await logs.CheckAsync($"api_key={keys[1].Id}&type=chat");
            await logs.CheckSeriesAsync("minute", "start_date=" + Uri.EscapeDataString($"{TimeProvider.System.GetUtcNow().AddMinutes(-20):o}"));
        }
    }

    private static Task<long> WaitingAsync(InferenceHost host) => host.Database.CountAsync("inference_outbox");
}
