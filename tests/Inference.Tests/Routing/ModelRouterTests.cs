using Inference.Experts;
using Inference.Models;
using Inference.ModelServers;
using Inference.StructuredOutput;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Inference.Routing;

public sealed class ModelRouterTests
{
    private static readonly ExpertIndex Experts = ExpertIndex.Build(
        [.. Enumerable.Range(0, 50).Select(n => Expert($"exp_{n:00}", $"Number {n}", $"Knows all about subject{n}.")), Expert("exp_tax", "Taxes", "Income tax and VAT.")],
        null);

    [Theory]
    [InlineData("exp_tax", "exp_tax", "Chose Taxes: Fits.")]
    [InlineData("TAXES", "exp_tax", "Chose Taxes: Fits.")]
    [InlineData("general", null, "Chose no expert: Fits.")]
    [InlineData("exp_nobody", null, "Chose no expert: Fits.")]
    public async Task The_models_choice_is_taken(string said, string? id, string reasoning)
    {
        await using var models = await ServeAsync(new Scenario { Content = $$"""{"expert_id":"{{said}}","reason":"Fits."}""" });

        var decision = await RouteAsync(models, Question("What is the VAT on income?"));

        Assert.Equal((id, reasoning), (decision.Expert?.Id, decision.Reasoning));
        Assert.True(decision.Usage.TotalTokens > 0);
    }

    [Fact]
    public async Task The_model_chooses_among_the_best_and_the_one_before()
    {
        await using var models = await ServeAsync(new Scenario { Content = """{"expert_id":"exp_07","reason":"Still it."}""" });

        var decision = await RouteAsync(models, Question("What is the VAT on income?") with { Previous = "exp_07" });

        var instructions = models.Server.Requests.Last.Body.GetProperty("messages")[0].GetProperty("content").GetString()!;
        Assert.Equal("Stayed with Number 7: Still it.", decision.Reasoning);
        Assert.Contains("\"id\":\"exp_tax\"", instructions, StringComparison.Ordinal);
        Assert.Contains("was answered by exp_07", instructions, StringComparison.Ordinal);
        Assert.InRange(instructions.Split("\"id\":").Length - 1, 20, 21);
    }

    [Fact]
    public async Task Only_the_candidates_can_be_chosen()
    {
        await using var models = await ServeAsync(new Scenario { Content = """{"expert_id":"exp_tax"}""" });

        var decision = await RouteAsync(models, Question("What is the VAT?") with { Candidates = ["exp_01", "exp_02"], Previous = "exp_tax" });

        Assert.Null(decision.Expert);
    }

    [Fact]
    public async Task Without_experts_no_model_is_asked()
    {
        await using var models = await ServeAsync(new Scenario());

        var decision = await RouteAsync(models, Question("What is the VAT?") with { Experts = ExpertIndex.Empty });

        Assert.Null(decision.Expert);
        Assert.Equal(0, models.Server.Requests.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task A_model_that_fails_leaves_the_choice_to_the_local_router(int status)
    {
        await using var models = await ServeAsync(status == 0 ? new Scenario { Content = "Hm." } : new Scenario { Error = new ScriptedError(status) });

        var decision = await RouteAsync(models, Question("What is the VAT on income tax?"));

        Assert.Equal("exp_tax", decision.Expert?.Id);
        Assert.StartsWith("The router's model failed, so words decided.", decision.Reasoning, StringComparison.Ordinal);
    }

    private static RoutingQuestion Question(string asked) => new() { UserMessages = ["Hello", asked], Experts = Experts };

    private static Expert Expert(string id, string name, string description) => new()
    {
        Id = id,
        Fields = new ExpertFields { Name = name, Description = description },
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private static async Task<ModelHarness> ServeAsync(Scenario scenario)
    {
        var models = await ModelHarness.StartAsync(("m", []));
        models.Server.Scenarios["m"] = scenario;
        return models;
    }

    private static async Task<RoutingDecision> RouteAsync(ModelHarness models, RoutingQuestion question)
    {
        await using var services = new ServiceCollection().AddOptions().Configure<RouterOptions>(options => options.Model = "m").BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<RouterOptions>>();
        var router = new ModelRouter(new JsonObjectClient(models.Client), new LocalRouter(options), options, NullLogger<ModelRouter>.Instance);
        return await router.RouteAsync(question, TestContext.Current.CancellationToken);
    }
}
