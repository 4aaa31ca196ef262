namespace Inference.Routing;

/// <summary>How often the local router names the right expert, before any threshold, and with which scores.</summary>
internal sealed record Accuracy(double Share, float[] Scores)
{
    public static Accuracy OfRouter(RoutingSet set)
    {
        var index = ExpertIndex.Build(set.Experts, null);
        using var bag = new FeatureBag();
        var scores = new float[set.Questions.Length];
        var right = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            bag.Clear();
            QuestionReader.Read([set.Questions[i].Text], bag);
            var best = index.Rank(bag, null, null).Best;
            scores[i] = best.Score;
            right += best.Exists && index[best.Place].Id == set.Questions[i].ExpertId ? 1 : 0;
        }

        return new Accuracy((double)right / scores.Length, scores);
    }
}
