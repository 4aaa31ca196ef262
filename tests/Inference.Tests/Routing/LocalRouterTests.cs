using System.Collections.Immutable;
using Inference.Experts;
using Inference.Infrastructure;
using Inference.Messages;

namespace Inference.Routing;

public sealed class LocalRouterTests
{
    private static readonly Expert Billing = NewExpert("exp_billing", "Billing", "Invoices, payments and refunds");
    private static readonly Expert Support = NewExpert("exp_support", "Technical support", "Help with logins, passwords and errors of the app");
    private static readonly Expert Travel = NewExpert("exp_travel", "Travel desk", "Flights, hotels and rental cars", new Tool
    {
        Name = "findTrainConnection",
        Description = "Looks up connections",
        Parameters = """{"type":"object","properties":{"departure_station":{"type":"string","description":"Where the journey begins"}}}""",
    });

    private static readonly ExpertIndex Experts = ExpertIndex.Build([Billing, Support, Travel], null);

    [Theory]
    [InlineData("My invoice is wrong", "exp_billing")]
    [InlineData("How long does a refund take?", "exp_billing")]
    [InlineData("I forgot my password and cannot log in", "exp_support")]
    [InlineData("Please book a hotel in Rome", "exp_travel")]
    [InlineData("Which trains leave from the central station?", "exp_travel")]
    public async Task A_question_goes_to_the_expert_that_it_is_about(string question, string expert) =>
        Assert.Equal(expert, (await RouteAsync(question)).Expert?.Id);

    [Theory]
    [InlineData("What is the capital of Peru?")]
    [InlineData("hello there")]
    [InlineData("")]
    [InlineData("???")]
    public async Task A_question_about_something_else_is_general(string question)
    {
        var decision = await RouteAsync(question);

        Assert.Null(decision.Expert);
        Assert.Contains("No expert fits", decision.Reasoning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_expert_alone_is_found_and_left_alone()
    {
        var alone = ExpertIndex.Build([Billing], null);

        Assert.Equal(Billing, (await RouteAsync("My invoice is wrong", alone)).Expert);
        Assert.Null((await RouteAsync("Tell me a joke about penguins", alone)).Expert);
    }

    [Fact]
    public async Task Candidates_narrow_the_choice()
    {
        var decision = await RouteAsync("My invoice is wrong, and my password too", candidates: ["exp_support", "exp_unknown"]);

        Assert.Equal(Support, decision.Expert);
        Assert.Null((await RouteAsync("My invoice is wrong", candidates: ["exp_support"])).Expert);
    }

    [Fact]
    public async Task A_chat_stays_with_its_expert_when_the_question_says_little()
    {
        var decision = await RouteAsync("And how long does that take?", previous: "exp_billing");

        Assert.Equal(Billing, decision.Expert);
        Assert.Contains("Stayed with Billing", decision.Reasoning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_leaves_its_expert_for_one_that_is_clearly_better()
    {
        var decision = await RouteAsync("Please book a hotel in Rome", previous: "exp_billing");

        Assert.Equal(Travel, decision.Expert);
        Assert.Contains("leaving Billing", decision.Reasoning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_leaves_its_expert_when_it_is_no_candidate() =>
        Assert.Null((await RouteAsync("And then?", candidates: ["exp_support"], previous: "exp_billing")).Expert);

    [Fact]
    public async Task Earlier_messages_give_a_short_one_its_topic()
    {
        var question = new RoutingQuestion { UserMessages = ["I have a question about a refund", "It is from March"], Experts = Experts };

        Assert.Equal(Billing, (await Router().RouteAsync(question, TestContext.Current.CancellationToken)).Expert);
    }

    [Fact]
    public async Task The_reasoning_names_choice_score_and_runner_up() =>
        Assert.Matches(@"^Chose Billing \(0\.\d\d\); runner-up .+ \(0\.\d\d\)\.$", (await RouteAsync("Is my invoice for the hotel paid?")).Reasoning);

    [Fact]
    public async Task Examples_teach()
    {
        var taught = Support with
        {
            UpdatedAt = DateTimeOffset.UnixEpoch.AddDays(1),
            Fields = Support.Fields with { Examples = ["the screen stays black", "my display flickers"] },
        };

        Assert.Null((await RouteAsync("Why is my screen black?")).Expert);
        Assert.Equal(taught, (await RouteAsync("Why is my screen black?", ExpertIndex.Build([Billing, taught, Travel], Experts))).Expert);
    }

    internal static Expert NewExpert(string id, string name, string description, params Tool[] tools) => new()
    {
        Id = id,
        Fields = new ExpertFields { Name = name, Description = description, Tools = [.. tools] },
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    internal static LocalRouter Router() => new(new FixedOptions<RouterOptions>(new RouterOptions()));

    private static ValueTask<RoutingDecision> RouteAsync(
        string question, ExpertIndex? experts = null, ImmutableHashSet<string>? candidates = null, string? previous = null) =>
        Router().RouteAsync(
            new RoutingQuestion { UserMessages = [question], Experts = experts ?? Experts, Candidates = candidates, Previous = previous },
            TestContext.Current.CancellationToken);
}
