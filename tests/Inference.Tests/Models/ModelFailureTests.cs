using Inference.Errors;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>Failures of a model's server.</summary>
public sealed class ModelFailureTests
{
    public static TheoryData<bool> WholeAndStreamed => [false, true];

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_passing_failure_is_asked_again(int status)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "Here.", Error = new ScriptedError(status, FirstCalls: 2) };

        var answer = await models.AnswerAsync("m");

        Assert.Equal("Here.", answer.Content);
        Assert.Equal(3, models.Server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task A_lasting_failure_is_reported_after_the_retries(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) };

        var error = await FailAsync(models, "m", streamed);

        Assert.Equal(ErrorKind.ModelError, error.Kind);
        Assert.Equal("The model 'm' failed with status 500: Refused with 500, as the scenario says.", error.Message);
        Assert.Equal(3, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_says_when_to_come_back()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(429, RetryAfter: 600) };

        var error = await FailAsync(models, "m");

        Assert.Equal(600, error.RetryAfterSeconds);
        Assert.Equal(1, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_short_pause_that_the_server_asks_for_is_kept()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "Here.", Error = new ScriptedError(429, RetryAfter: 1, FirstCalls: 1) };
        var began = TimeProvider.System.GetTimestamp();

        Assert.Equal("Here.", (await models.AnswerAsync("m")).Content);

        Assert.True(TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(0.9));
    }

    [Theory]
    [InlineData(Flavour.Vllm, false)]
    [InlineData(Flavour.LlamaCpp, true)]
    [InlineData(Flavour.OpenAI, false)]
    [InlineData(Flavour.OldVllm, true)]
    public async Task A_wrong_request_is_the_callers_error(Flavour flavour, bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Fallbacks:0=other"]), ("other", []));
        models.Server.Scenarios["m"] = new Scenario { Flavour = flavour, Error = new ScriptedError(400) };

        var error = await FailAsync(models, "m", streamed);

        Assert.Equal(ErrorKind.InvalidParamValue, error.Kind);
        Assert.Equal("The model 'm' refused the request: Refused with 400, as the scenario says.", error.Message);
        Assert.Equal(1, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_refused_key_is_reported_without_the_key()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["ApiKey=sk-very-secret"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(401) };

        var error = await FailAsync(models, "m");

        Assert.Equal(ErrorKind.ModelError, error.Kind);
        Assert.Equal("The server of the model 'm' refused the configured key; check Models:Catalog:m:ApiKey.", error.Message);
        Assert.DoesNotContain(models.Log.Entries, entry => entry.Message.Contains("sk-very-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_model_is_named()
    {
        await using var models = await ModelHarness.StartAsync(("m", []));

        var error = await FailAsync(models, "gpt-9");

        Assert.Equal((ErrorKind.ModelNotFound, "model"), (error.Kind, error.Param));
        Assert.Contains("gpt-9", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task An_unreachable_server_is_reported(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Endpoint=http://127.0.0.1:1/v1"]));

        var error = await FailAsync(models, "m", streamed);

        Assert.Equal((ErrorKind.ModelError, "The model 'm' could not be reached."), (error.Kind, error.Message));
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task The_first_fallback_that_answers_does(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(
            ("m", ["Fallbacks:0=broken", "Fallbacks:1=good", "Retries=0"]), ("broken", ["Retries=0"]), ("good", []));
        models.Server.Scenarios["m"] = new Scenario { DropBefore = -1 };
        models.Server.Scenarios["broken"] = new Scenario { Error = new ScriptedError(401) };
        models.Server.Scenarios["good"] = new Scenario { Content = "Here." };

        var (model, text) = await AskAsync(models, "m", streamed);

        Assert.Equal(("good", "Here."), (model, text));
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task A_server_that_never_answers_times_out(bool streamed)
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Timeout=00:00:01"]));
        models.Server.Scenarios["m"] = new Scenario { StallBefore = -1 };

        var error = await FailAsync(models, "m", streamed);

        Assert.Equal((ErrorKind.ModelTimeout, "The model 'm' did not answer in time."), (error.Kind, error.Message));
        Assert.Equal(RequestEnd.Aborted, await models.Server.Requests.Last.Ended);
        Assert.Equal(1, models.Server.Requests.Count);
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_made_again()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["AttemptTimeout=00:00:00.2", "Retries=1"]));
        models.Server.Scenarios["m"] = new Scenario { StallBefore = -1 };

        var error = await FailAsync(models, "m");

        Assert.Equal(ErrorKind.ModelTimeout, error.Kind);
        Assert.Equal(2, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_has_begun_is_not_asked_for_again()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Fallbacks:0=other"]), ("other", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three four", DropBefore = 2 };

        var error = await FailAsync(models, "m", streamed: true);

        Assert.Equal((ErrorKind.ModelError, "The model 'm' broke off its answer."), (error.Kind, error.Message));
        Assert.Equal(1, models.Server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_drops_before_it_is_whole_is_asked_for_again()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Fallbacks:0=other"]), ("other", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three four", DropBefore = 2 };

        Assert.Equal("other", (await models.AnswerAsync("m")).Model);
        Assert.Equal(4, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_drops_before_its_first_piece_is_asked_for_again()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Fallbacks:0=other"]), ("other", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three four", DropBefore = 0 };

        Assert.Equal("other", (await models.StreamAsync("m"))[0].Model);
        Assert.Equal(4, models.Server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_that_stands_still_times_out()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["IdleTimeout=00:00:00.2"]));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three four", StallBefore = 2 };

        var error = await FailAsync(models, "m", streamed: true);

        Assert.Equal((ErrorKind.ModelTimeout, "The model 'm' stopped in the middle of its answer."), (error.Kind, error.Message));
        Assert.Equal(RequestEnd.Aborted, await models.Server.Requests.Last.Ended);
    }

    [Theory]
    [InlineData(Flavour.Vllm)]
    [InlineData(Flavour.OpenAI)]
    public async Task An_error_in_the_middle_of_a_stream_is_reported(Flavour flavour)
    {
        await using var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = new Scenario { Content = "One two three four", ErrorBefore = 2, Flavour = flavour };

        var error = await FailAsync(models, "m", streamed: true);

        Assert.Equal((ErrorKind.ModelError, "The model 'm' failed: The engine died."), (error.Kind, error.Message));
    }

    private static async Task<(string Model, string? Text)> AskAsync(ModelHarness models, string model, bool streamed)
    {
        if (streamed)
        {
            var updates = await models.StreamAsync(model);
            return (updates[0].Model, string.Concat(updates.Select(update => update.Text)));
        }

        var answer = await models.AnswerAsync(model);
        return (answer.Model, answer.Content);
    }

    private static Task<InferenceException> FailAsync(ModelHarness models, string model, bool streamed = false) =>
        Assert.ThrowsAsync<InferenceException>(() => AskAsync(models, model, streamed));
}
