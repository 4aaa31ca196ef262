using Inference.Errors;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>A bad server costs no more memory than configured.</summary>
public sealed class AnswerLimitTests
{
    private const string TooLarge = "The model 'm' sent an answer of more than 65536 bytes.";

    private static readonly string[] Settings = ["MaxAnswerBytes=65536", "BreakAfter=2"];

    public static TheoryData<bool> WholeAndStreamed => [false, true];

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task An_answer_that_is_too_large_is_an_error(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", Settings));
        models.Server.Scenarios["m"] = new Scenario { Content = new string('x', 100_000) };

        var error = await FailAsync(models, streamed);

        Assert.Equal((ErrorKind.ModelError, TooLarge), (error.Kind, error.Message));
        Assert.Equal(1, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_of_many_small_pieces_ends_at_the_limit()
    {
        await using var models = await ModelHarness.StartAsync(("m", Settings));
        models.Server.Scenarios["m"] = new Scenario { Content = string.Concat(Enumerable.Repeat("word ", 20_000)) };
        var read = 0;

        var error = await Assert.ThrowsAsync<InferenceException>(async () =>
        {
            await foreach (var update in models.Client.StreamAsync(ModelHarness.Ask("m"), TestContext.Current.CancellationToken))
            {
                read += update.Text?.Length ?? 0;
            }
        });

        Assert.Equal((ErrorKind.ModelError, TooLarge), (error.Kind, error.Message));
        Assert.InRange(read, 60_000, 65_536);
    }

    [Fact]
    public async Task Answers_that_are_too_large_break_no_circuit()
    {
        await using var models = await ModelHarness.StartAsync(("m", Settings));
        models.Server.Scenarios["m"] = new Scenario { Content = new string('x', 100_000) };

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(TooLarge, (await FailAsync(models, streamed: i % 2 == 0)).Message);
        }

        Assert.Equal(5, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_fallback_answers_in_place_of_an_oversized_answer()
    {
        await using var models = await ModelHarness.StartAsync(("m", [.. Settings, "Fallbacks:0=other"]), ("other", []));
        models.Server.Scenarios["m"] = new Scenario { Content = new string('x', 100_000) };
        models.Server.Scenarios["other"] = new Scenario { Content = new string('y', 100_000) };

        Assert.Equal("other", (await models.AnswerAsync("m")).Model);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task A_long_error_is_reported_by_its_status(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) { Message = new string('x', 5_000_000) } };

        Assert.Equal("The model 'm' failed with status 500.", (await FailAsync(models, streamed)).Message);
    }

    private static Task<InferenceException> FailAsync(ModelHarness models, bool streamed) => Assert.ThrowsAsync<InferenceException>(
        async () => await (streamed ? (Task)models.StreamAsync("m") : models.AnswerAsync("m")));
}
