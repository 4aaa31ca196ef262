using Inference.Errors;
using Inference.Messages;
using Inference.ModelServers;

namespace Inference.Models;

/// <summary>The built-in model in the place of one that is down.</summary>
public sealed class LocalFallbackTests
{
    private static readonly Sampling Json = Sampling.None with { ResponseFormat = """{"type":"json_object"}""" };

    [Fact]
    public async Task It_is_passed_over_where_JSON_is_asked_for()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "Fallbacks:0=local"]));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) };

        Assert.Equal("local", (await models.AnswerAsync("m")).Model);
        var error = await Assert.ThrowsAsync<InferenceException>(() => models.AnswerAsync(ModelHarness.Ask("m") with { Sampling = Json }));

        Assert.Equal((ErrorKind.ModelError, null), (error.Kind, error.Param));
    }

    [Fact]
    public async Task The_fallback_behind_it_is_asked()
    {
        await using var models = await ModelHarness.StartAsync(("m", ["Retries=0", "Fallbacks:0=local", "Fallbacks:1=n"]), ("n", []));
        models.Server.Scenarios["m"] = new Scenario { Error = new ScriptedError(500) };

        Assert.Equal("n", (await models.AnswerAsync(ModelHarness.Ask("m") with { Sampling = Json })).Model);
    }

    [Fact]
    public async Task By_another_name_it_refuses_what_it_cannot_do()
    {
        await using var models = await ModelHarness.StartAsync(("mine", ["Provider=local"]));

        var error = await Assert.ThrowsAsync<InferenceException>(() => models.AnswerAsync(ModelHarness.Ask("mine") with { Sampling = Json }));

        Assert.Equal((ErrorKind.InvalidParamValue, "response_format"), (error.Kind, error.Param));
        Assert.Contains("'mine'", error.Message, StringComparison.Ordinal);
    }
}
