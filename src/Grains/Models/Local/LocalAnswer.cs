using System.Text;
using Inference.Language;

namespace Inference.Models.Local;

/// <summary>Makes the answer: the sentences that share the question's rare words, best first, each source quoted by name.</summary>
internal static class LocalAnswer
{
    public const string Nothing = "I have nothing on that.";

    private const int MaxQuotes = 3;
    private const int MaxToolText = 800;

    // A sentence must explain this much of the question, and no less than this share of what the best one explains.
    private const float LeastShare = 0.2f;
    private const float LeastOfBest = 0.75f;

    private const float EarlierQuestion = 0.3f;
    private const float InHeading = 0.6f;

    /// <summary>The quotes that answer, or <see langword="null"/> when there are none.</summary>
    public static string? Find(LocalPrompt prompt)
    {
        var sentences = QuotableSentences.Of(prompt.Sources);
        var best = Choose(sentences, Weigh(prompt, sentences));
        if (best.Count > 0)
        {
            return Quote(best);
        }

        return prompt.FromTools && sentences.Count > 0 ? WholeResult(sentences) : null;
    }

    // Each word of the question weighs by how few of the sentences have it; the question before helps one that refers to it.
    private static Dictionary<string, float> Weigh(LocalPrompt prompt, List<Quotable> sentences)
    {
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var word in ContentWords.Of(prompt.Before ?? ""))
        {
            weights[word] = EarlierQuestion;
        }

        foreach (var word in ContentWords.Of(prompt.Question))
        {
            weights[word] = 1;
        }

        var counts = weights.Keys.ToDictionary(word => word, _ => 0, StringComparer.Ordinal);
        foreach (var word in sentences.SelectMany(sentence => ContentWords.Of(sentence.Text)))
        {
            if (counts.TryGetValue(word, out var count))
            {
                counts[word] = count + 1;
            }
        }

        foreach (var (word, count) in counts)
        {
            weights[word] *= MathF.Log(1 + (sentences.Count + 1) / (count + 0.5f));
        }

        return weights;
    }

    private static List<Quotable> Choose(List<Quotable> sentences, Dictionary<string, float> weights)
    {
        var whole = weights.Values.Sum();
        var scored = sentences.Select(sentence => (Sentence: sentence, Score: ScoreOf(sentence, weights) / Math.Max(whole, 1e-6f)))
            .Where(scored => scored.Score >= LeastShare)
            .OrderByDescending(scored => scored.Score).ThenBy(scored => scored.Sentence.Order)
            .ToList();
        return [.. scored.TakeWhile(s => s.Score >= scored[0].Score * LeastOfBest).Take(MaxQuotes).Select(s => s.Sentence)];
    }

    private static float ScoreOf(Quotable sentence, Dictionary<string, float> weights)
    {
        var words = ContentWords.Of(sentence.Text);
        var heading = ContentWords.Of($"{sentence.Heading} {(sentence.Source.Name == LocalSource.Context ? "" : sentence.Source.Name)}");
        var score = 0f;
        foreach (var (word, weight) in weights)
        {
            score += words.Contains(word) ? weight : heading.Contains(word) ? weight * InHeading : 0;
        }

        return score;
    }

    // Quotes of one source stay together in the order of its text; the source of the best sentence comes first.
    private static string Quote(List<Quotable> best)
    {
        var answer = new StringBuilder();
        foreach (var quotes in best.GroupBy(sentence => sentence.Source))
        {
            answer.Append(answer.Length > 0 ? "\n" : "")
                .Append('“').AppendJoin(' ', quotes.OrderBy(sentence => sentence.Order).Select(sentence => sentence.Text)).Append("” (")
                .Append(quotes.Key.Name).Append(')');
        }

        return answer.ToString();
    }

    private static string WholeResult(List<Quotable> sentences)
    {
        var length = 0;
        return Quote([.. sentences.TakeWhile((sentence, i) => (length += sentence.Text.Length) <= MaxToolText || i == 0)]);
    }
}
