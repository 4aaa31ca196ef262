using System.Collections.Immutable;
using CsCheck;
using Inference.Experts;
using Inference.Messages;

namespace Inference.Routing;

public sealed class ExpertIndexTests
{
    private static readonly string[] Words =
        ["invoice", "refund", "flight", "hotel", "password", "login", "weather", "train", "recipe", "insurance", "contract", "salary", "garden", "doctor"];

    private static readonly Gen<string> Sentence = Gen.OneOfConst(Words).Array[1, 5].Select(words => string.Join(' ', words));

    private static readonly Gen<ImmutableArray<Expert>> Experts = Gen.Select(Sentence, Sentence)
        .Array[2, 12]
        .Select(texts => texts.Select((t, i) => LocalRouterTests.NewExpert($"exp_{i:00}", t.Item1, t.Item2)).ToImmutableArray());

    [Fact]
    public void The_order_of_experts_does_not_matter() =>
        Gen.Select(Experts, Sentence, Gen.Int).Sample((experts, question, seed) =>
        {
            var shuffled = experts.ToArray();
            new Random(seed).Shuffle(shuffled);
            return Route(ExpertIndex.Build(experts, null), question) == Route(ExpertIndex.Build([.. shuffled], null), question);
        });

    [Fact]
    public void An_index_built_on_another_is_the_same_as_one_built_anew() =>
        Gen.Select(Experts, Experts, Sentence).Sample((before, after, question) =>
        {
            var changed = after.Select((e, i) => e with { UpdatedAt = e.UpdatedAt.AddDays(i + 1) }).ToImmutableArray();
            var reused = ExpertIndex.Build(changed, ExpertIndex.Build(before, null));
            return Route(reused, question) == Route(ExpertIndex.Build(changed, null), question);
        });

    [Fact]
    public void An_unrelated_expert_does_not_win_a_question_that_has_an_answer() =>
        Gen.Select(Experts, Sentence).Sample((experts, question) =>
        {
            var unrelated = LocalRouterTests.NewExpert("exp_zz", "Xylophone", "Zzyzx quux");
            var winner = Route(ExpertIndex.Build(experts, null), question).Expert?.Id;
            var after = Route(ExpertIndex.Build(experts.Add(unrelated), null), question).Expert?.Id;
            return winner is null || after != "exp_zz";
        });

    [Fact]
    public void Scores_are_between_0_and_1() =>
        Gen.Select(Experts, Sentence).Sample((experts, question) =>
        {
            using var bag = new FeatureBag();
            QuestionReader.Read([question], bag);
            var best = ExpertIndex.Build(experts, null).Rank(bag, null, null).Best.Score;
            return best is >= 0 and <= 1;
        });

    [Fact]
    public void The_narrowed_choice_is_one_of_the_candidates() =>
        Gen.Select(Experts, Sentence, Gen.Int[0, 11].Array[0, 4]).Sample((experts, question, numbers) =>
        {
            var candidates = numbers.Select(n => $"exp_{n:00}").ToImmutableHashSet();
            var expert = Route(ExpertIndex.Build(experts, null), question, candidates).Expert;
            return expert is null || candidates.Contains(expert.Id);
        });

    [Fact]
    public void Experts_are_found_by_id()
    {
        var expert = LocalRouterTests.NewExpert("exp_1", "Billing", "Invoices");
        var index = ExpertIndex.Build([expert], null);

        Assert.Same(expert, index.Find("exp_1"));
        Assert.Null(index.Find("exp_2"));
        Assert.Equal(0, ExpertIndex.Empty.Count);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1, 2]")]
    [InlineData("""{"properties": 5, "items": "x"}""")]
    public void A_tool_with_an_odd_schema_is_read_as_far_as_possible(string parameters)
    {
        var expert = LocalRouterTests.NewExpert("exp_1", "Rail", "Anything", new Tool { Name = "find_train", Parameters = parameters });

        Assert.Equal("exp_1", Route(ExpertIndex.Build([expert], null), "Is there a train?").Expert?.Id);
    }

    private static RoutingDecision Route(ExpertIndex index, string question, ImmutableHashSet<string>? candidates = null) =>
        LocalRouterTests.Router().RouteAsync(
            new RoutingQuestion { UserMessages = [question], Experts = index, Candidates = candidates },
            TestContext.Current.CancellationToken).AsTask().Result;
}
