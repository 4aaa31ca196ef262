using System.Buffers;

namespace Inference.Routing;

/// <summary>The best two experts for a question and the one of the turn before, by place in the index; -1 stands for none.</summary>
internal readonly record struct ExpertRanking(RankedExpert Best, RankedExpert Second, RankedExpert Previous)
{
    public static ExpertRanking Of(FeatureBag question, ExpertPostings postings, int[]? candidates, int previous)
    {
        var pooled = ArrayPool<float>.Shared.Rent(Math.Max(1, postings.Count));
        var scores = pooled.AsSpan(0, postings.Count);
        scores.Clear();
        var whole = postings.Score(question.Features, question.Weights, scores);
        var ranking = candidates is null ? Choose(scores, previous) : Choose(scores, candidates, previous);
        ArrayPool<float>.Shared.Return(pooled);
        return whole == 0 ? new ExpertRanking(RankedExpert.None, RankedExpert.None, RankedExpert.None) : ranking.Scale(1 / whole);
    }

    private static ExpertRanking Choose(ReadOnlySpan<float> scores, int previous)
    {
        var best = RankedExpert.None;
        var second = RankedExpert.None;
        for (var place = 0; place < scores.Length; place++)
        {
            Consider(new RankedExpert(place, scores[place]), ref best, ref second);
        }

        return new ExpertRanking(best, second, previous < 0 ? RankedExpert.None : new RankedExpert(previous, scores[previous]));
    }

    private static ExpertRanking Choose(ReadOnlySpan<float> scores, int[] candidates, int previous)
    {
        var best = RankedExpert.None;
        var second = RankedExpert.None;
        var stay = RankedExpert.None;
        foreach (var place in candidates)
        {
            var expert = new RankedExpert(place, scores[place]);
            Consider(expert, ref best, ref second);
            stay = place == previous ? expert : stay;
        }

        return new ExpertRanking(best, second, stay);
    }

    private static void Consider(RankedExpert expert, ref RankedExpert best, ref RankedExpert second)
    {
        if (expert.Score > best.Score)
        {
            second = best;
            best = expert;
        }
        else if (expert.Score > second.Score)
        {
            second = expert;
        }
    }

    private ExpertRanking Scale(float factor) => new(Best.Scale(factor), Second.Scale(factor), Previous.Scale(factor));
}

/// <summary>An expert's place in the index and its score, from 0 to 1.</summary>
internal readonly record struct RankedExpert(int Place, float Score)
{
    public static readonly RankedExpert None = new(-1, 0);

    public bool Exists => Place >= 0;

    public RankedExpert Scale(float factor) => this with { Score = Score * factor };
}
