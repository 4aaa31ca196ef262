using System.Collections.Immutable;

namespace Inference.Guards;

/// <summary>
/// What a guard's model reads of a long conversation: one half of its characters from the beginning and one from the end, and of a text that is too long
/// for its half the beginning and the end.
/// </summary>
internal static class GuardBudget
{
    public static ImmutableArray<GuardExcerpt> Fit(ImmutableArray<GuardExcerpt> excerpts, int budget)
    {
        var all = excerpts.Sum(excerpt => (long)excerpt.Text.Length);
        if (all <= budget)
        {
            return excerpts;
        }

        var head = (int)Math.Min(budget / 2, all - excerpts[^1].Text.Length);
        var (left, first) = (budget - head, excerpts.Length);
        var newest = new List<GuardExcerpt>();
        while (left > 0 && first > 0)
        {
            if (first == 1)
            {
                // No text stands before the first one, which takes both halves.
                (left, head) = (left + head, 0);
            }

            newest.Add(Clip(excerpts[--first], ref left));
        }

        var oldest = new List<GuardExcerpt>();
        for (var i = 0; i < first && head > 0; i++)
        {
            oldest.Add(Clip(excerpts[i], ref head));
        }

        newest.Reverse();
        return [.. oldest, .. newest];
    }

    private static GuardExcerpt Clip(GuardExcerpt excerpt, ref int left)
    {
        var text = excerpt.Text;
        if (text.Length <= left)
        {
            left -= text.Length;
            return excerpt;
        }

        var head = left / 2;
        head -= head > 0 && char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        var tail = text.Length - (left - left / 2);
        tail += tail < text.Length && char.IsLowSurrogate(text[tail]) ? 1 : 0;
        left = 0;
        return excerpt with { Text = $"{text[..head]}\n[{tail - head} characters are left out here]\n{text[tail..]}" };
    }
}
