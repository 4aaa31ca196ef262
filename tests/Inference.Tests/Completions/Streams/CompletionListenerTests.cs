using System.Diagnostics;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Completions.Streams;

public sealed class CompletionListenerTests(ResumeFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stalled_reader_delays_no_answer_and_gets_it_in_large_pieces()
    {
        const int Words = 100_000;
        var client = await TestClient.CreateAsync(fixture.Host);
        using var unread = await client.OpenAsync("/v1/chats", Request(fixture.Model(Scenario.Parse($"scenario:words:{Words}"))), Cancellation);

        var log = await Eventually.GetAsync(
            async () => (await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray().FirstOrDefault(), Cancellation);
        var reading = await new StreamReading().ReadAsync(unread, int.MaxValue, Cancellation);

        Assert.Equal("success", (string?)log["status"]);
        var answer = await client.GetJsonAsync($"/v1/chat/completions/{log["id"]}", Cancellation);
        Assert.Contains($"\ntext: {answer.Choice()["message"]!["content"]}\nfinish: stop", reading.ToString(), StringComparison.Ordinal);
        Assert.InRange(reading.Events, 1, Words / 10);
    }

    [Fact]
    public async Task An_absence_beyond_the_grace_time_cancels_the_completion()
    {
        var grace = TimeSpan.FromMilliseconds(400);
        await using var models = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Settings =
            {
                ["Completions:OrphanGrace"] = $"{grace}",
                ["Models:Catalog:stalling:Endpoint"] = $"{models.BaseAddress}",
                ["Models:Catalog:stalling:Model"] = "scenario:words:20,stall:5",
            },
        });
        var client = await TestClient.CreateAsync(host);
        var reading = new StreamReading();
        using (var left = await client.OpenAsync("/v1/chats", Request("stalling"), Cancellation))
        {
            // The role, guard and router come before the model is asked.
            await reading.ReadAsync(left, events: 4, Cancellation);
        }

        var away = Stopwatch.StartNew();
        Assert.Equal(RequestEnd.Aborted, await models.Requests.Last.Ended.WaitAsync(Cancellation));
        Assert.InRange(away.Elapsed, grace / 2, TimeSpan.FromSeconds(30));

        var received = await reading.ReadOnAsync(client, Cancellation);
        Assert.Contains("\nfinish: cancelled", received.ToString(), StringComparison.Ordinal);
        var log = Assert.Single((await client.GetJsonAsync("/v1/inference-logs", Cancellation))["data"]!.AsArray())!;
        Assert.StartsWith("w1", (string?)log["response_log"]!["answer"]!["content"], StringComparison.Ordinal);
        Assert.True((int)log["output_tokens"]! > 0, log.ToJsonString());
    }

    private static object Request(string model) => new { model, stream = true, messages = new[] { new { role = "user", content = "Say it" } } };
}
