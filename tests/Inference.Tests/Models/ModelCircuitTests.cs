using Inference.Errors;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>When a model's server is left alone, and when its connection is closed.</summary>
public sealed class ModelCircuitTests
{
    public static TheoryData<bool> WholeAndStreamed => [false, true];

    [Fact]
    public async Task A_failing_server_is_left_alone_for_a_while()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "BreakAfter=3", "BreakDuration=01:00:00"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) };
        for (var i = 0; i < 3; i++)
        {
            await FailAsync(models);
        }

        var error = await FailAsync(models);

        Assert.Equal("The model 'm' is failing and is not asked for a moment.", error.Message);
        Assert.InRange(error.RetryAfterSeconds!.Value, 3_000, 3_600);
        Assert.Equal(3, models.Server.Requests.Count);
    }

    [Fact]
    public async Task Refusals_that_are_not_outages_break_no_circuit()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "BreakAfter=2"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(429) };

        for (var i = 0; i < 6; i++)
        {
            await FailAsync(models);
        }

        Assert.Equal(6, models.Server.Requests.Count);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Cancelling_closes_the_connection_to_the_server(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three", StallBefore = 1 };
        using var cancellation = new CancellationTokenSource();

        var asked = streamed ? ReadAsync(models, cancellation.Token) : models.Client.SendAsync(ModelHarness.Ask("m"), cancellation.Token);
        await models.Server.Requests.WaitForCountAsync(1, TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(RequestEnd.Aborted, await models.Server.Requests.Last.Ended);
    }

    [Fact]
    public async Task Leaving_a_stream_closes_the_connection_to_the_server()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three", StallBefore = 1 };

        await foreach (var update in models.Client.StreamAsync(ModelHarness.Ask("m"), TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.Equal(RequestEnd.Aborted, await models.Server.Requests.Last.Ended);
    }

    private static async Task ReadAsync(ModelHarness models, CancellationToken cancellationToken)
    {
        await foreach (var update in models.Client.StreamAsync(ModelHarness.Ask("m"), cancellationToken))
        {
            Assert.NotNull(update);
        }
    }

    private static Task<InferenceException> FailAsync(ModelHarness models) =>
        Assert.ThrowsAsync<InferenceException>(() => models.AnswerAsync("m"));
}
