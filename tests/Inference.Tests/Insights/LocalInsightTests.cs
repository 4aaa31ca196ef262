using CsCheck;
using Inference.Actions;
using Inference.Personas;
using Inference.Tokens;
using static Inference.Insights.InsightSamples;

namespace Inference.Insights;

public sealed class LocalInsightTests
{
    private static readonly TokenCounter Counter = new();

    [Fact]
    public void The_action_that_fits_is_chosen_and_the_argument_quotes_why()
    {
        var insight = LocalInsight.Of(Subject(
            "Anna bought a new car. She likes hiking.",
            Action("act_1", description: "Offer an upgrade of the phone contract"),
            Action("act_2", description: "Offer insurance for cars", channel: "email")));

        Assert.Equal(["act_2"], insight.Actions);
        Assert.Contains("“Anna bought a new car.”", insight.Argument, StringComparison.Ordinal);
        Assert.Contains("“Offer insurance for cars”", insight.Argument, StringComparison.Ordinal);
        Assert.Equal("email", insight.BestChannel);
        Assert.StartsWith("later: ", insight.Timeliness, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActionPriority.Low, 0.5, "now: the action ends within a day, on 2026-11-24")]
    [InlineData(ActionPriority.Low, 2.5, "now: the action ends in 2 days, on 2026-11-26")]
    [InlineData(ActionPriority.Low, 10.0, "soon: the action ends in 10 days, on 2026-12-03")]
    [InlineData(ActionPriority.VeryHigh, 100.0, "later: the action has very high priority and ends on 2027-03-03")]
    [InlineData(ActionPriority.High, null, "soon: the action has high priority and has no end date")]
    [InlineData(ActionPriority.Medium, null, "later: the action has medium priority and has no end date")]
    public void Timeliness_comes_from_the_end_or_else_the_priority(ActionPriority priority, double? days, string expected) =>
        Assert.Equal(expected, LocalInsight.Of(Subject("Anna", Action("act_1", priority, days))).Timeliness);

    [Fact]
    public void Where_nothing_matches_it_says_so() => Assert.Equal(
        "Nothing that is known of the client has a word in common with the action; its priority and dates decided.",
        LocalInsight.Of(Subject("Bob paints.", Action("act_1"))).Argument);

    [Fact]
    public void A_personas_data_count_but_not_its_name_or_negations()
    {
        var persona = new PersonaFields { Name = "Wanda Bike", Data = """{"has_house":false,"car":{"brand":"Golf"},"pets":["cat"]}""" };
        var insight = LocalInsight.Of(Subject(
            persona, Action("act_1", description: "Bike offer"), Action("act_2", description: "House offer"), Action("act_3", description: "Golf brand offer")));

        Assert.Equal(["act_3"], insight.Actions);
        Assert.Contains("Wanda Bike", insight.Insight, StringComparison.Ordinal);
        Assert.Contains("“brand: Golf”", insight.Argument, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_equal_actions_the_first_to_end_then_the_first_requested_wins()
    {
        Assert.Equal(["act_2"], LocalInsight.Of(Subject("Anna", Action("act_1"), Action("act_2", endsInDays: 20), Action("act_3", endsInDays: 30))).Actions);
        Assert.Equal(["act_9"], LocalInsight.Of(Subject("Anna", Action("act_9"), Action("act_1"))).Actions);
    }

    [Fact]
    public void A_requested_action_is_chosen_and_never_a_dominated_one() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 400], Gen.OneOfConst("red car", "blue house", "red house on a hill", ""))
            .Select(given => (Priority: (ActionPriority)given.Item1, Days: given.Item2 == 400 ? (double?)null : given.Item2 / 10.0, Text: given.Item3))
            .Array[1, 8]
            .Sample(given =>
            {
                var actions = given.Select((action, i) => Action($"act_{i}", action.Priority, action.Days, action.Text)).ToArray();
                var chosen = LocalInsight.Of(Subject("She has a red house.", actions)).Actions;
                var best = given[Array.FindIndex(actions, action => action.Id == chosen.Single())];
                return !given.Any(other => other.Text == best.Text
                    && ((other.Priority > best.Priority && other.Days == best.Days)
                        || (other.Priority == best.Priority && (other.Days ?? double.MaxValue) < (best.Days ?? double.MaxValue))));
            });

    [Fact]
    public void Any_words_give_an_insight_and_twice_the_same() =>
        Gen.String.Sample(words =>
        {
            var subject = Subject(words, Action("act_1"), Action("act_2", description: words));
            var (one, other) = (LocalInsight.Of(subject), LocalInsight.Of(subject));
            return one.Insight.Length > 0 && one.Insight == other.Insight && one.Argument == other.Argument && one.Thinking == other.Thinking;
        });

    [Fact]
    public void A_limit_of_tokens_holds_and_what_matters_most_stays() =>
        Gen.Int[1, 400].Sample(limit =>
        {
            var whole = LocalInsight.Of(Subject("She has a red house.", Action("act_1", description: "Red house offer")));
            var (cut, used, isWhole) = InsightCut.To(whole, limit, Counter);
            return used <= limit
                && whole.Insight.StartsWith(cut.Insight, StringComparison.Ordinal)
                && (isWhole ? cut == whole : cut.ArgumentThinking is null || cut.ArgumentThinking != whole.ArgumentThinking);
        });
}
