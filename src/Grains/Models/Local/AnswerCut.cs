using System.Collections.Immutable;
using Inference.Tokens;

namespace Inference.Models.Local;

/// <summary>Cuts an answer into words for streaming, before the first stop sequence and at the limit of tokens.</summary>
internal static class AnswerCut
{
    public static string BeforeStop(string answer, ImmutableArray<string> stopSequences)
    {
        var end = answer.Length;
        foreach (var stop in stopSequences)
        {
            var found = stop.Length == 0 ? -1 : answer.IndexOf(stop, StringComparison.Ordinal);
            end = found >= 0 ? Math.Min(end, found) : end;
        }

        return answer[..end];
    }

    /// <summary>The words with the blanks before them, as many as the limit has tokens for; together they are the answer or its beginning.</summary>
    public static (List<string> Words, int Tokens, bool IsWhole) ToWords(
        string answer, int? maxTokens, TokenCounter counter, CancellationToken cancellationToken = default)
    {
        var words = new List<string>();
        var tokens = 0;
        for (var start = 0; start < answer.Length;)
        {
            var end = EndOfWord(answer, start);
            var word = answer[start..end];
            var count = counter.Count(word, cancellationToken);
            if (tokens + count > (maxTokens ?? int.MaxValue))
            {
                return (words, tokens, false);
            }

            tokens += count;
            words.Add(word);
            start = end;
        }

        return (words, tokens, true);
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }
}
