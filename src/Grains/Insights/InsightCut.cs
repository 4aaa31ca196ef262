using Inference.Models.Local;
using Inference.Tokens;

namespace Inference.Insights;

/// <summary>Keeps an insight within a limit of tokens: what matters most is said first, and the rest goes.</summary>
internal static class InsightCut
{
    public static (InsightAnswer Answer, int Tokens, bool IsWhole) To(InsightAnswer answer, int? maxTokens, TokenCounter counter)
    {
        var (used, isWhole) = (0, true);
        var cut = answer with
        {
            Insight = Take(answer.Insight) ?? "",
            Timeliness = Take(answer.Timeliness),
            Argument = Take(answer.Argument),
            ArgumentContent = Take(answer.ArgumentContent),
            BestTime = Take(answer.BestTime),
            Thinking = Take(answer.Thinking),
            ArgumentThinking = Take(answer.ArgumentThinking),
        };
        return (cut, used, isWhole);

        string? Take(string? text)
        {
            if (text is null || !isWhole)
            {
                return null;
            }

            var (words, tokens, fits) = AnswerCut.ToWords(text, maxTokens - used, counter);
            used += tokens;
            isWhole = fits;
            return words.Count > 0 ? string.Concat(words) : null;
        }
    }
}
