using System.Globalization;

namespace Inference.Guards;

/// <summary>The phrases of Lexicon.txt, found by the stem of their first word. Read once; a judgement is one pass over the words.</summary>
internal sealed class GuardLexicon
{
    public static readonly GuardLexicon BuiltIn = Load();

    // As far before a phrase as this, a calm word still speaks of it.
    private const int CalmReach = 8;
    private const float CalmFactor = 0.4f;

    private const int NegationReach = 12;
    private const float NegationFactor = 0.2f;

    private readonly Dictionary<uint, GuardTerm[]> _byFirstWord;
    private readonly HashSet<uint> _calm;
    private readonly HashSet<uint> _harmless;
    private readonly HashSet<uint> _negations;
    private readonly HashSet<uint> _refusing;

    private GuardLexicon(ILookup<string, string[]> lines)
    {
        _calm = Words(lines["calm"]);
        _harmless = Words(lines["harmless"]);
        _negations = Words(lines["negation"]);
        _refusing = Words(lines["refusing"]);
        _byFirstWord = GuardCategories.BuiltIn.SelectMany((rule, place) => lines[rule.Key].Select(groups => Term(place, groups)))
            .SelectMany(term => term.Words[0].Select(word => (word, term)))
            .GroupBy(entry => entry.word, entry => entry.term)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Raises each category's evidence by the phrases that begin in that range; the words are those of <see cref="GuardWords"/>.</summary>
    public void Judge(ReadOnlySpan<uint> words, Range range, bool heedsNegation, Span<GuardEvidence> evidence)
    {
        var (first, count) = range.GetOffsetAndLength(words.Length);
        for (var start = first; start < first + count; start++)
        {
            if (!_byFirstWord.TryGetValue(words[start], out var terms))
            {
                continue;
            }

            foreach (var term in terms)
            {
                if (term.Matches(words, start, out var end))
                {
                    var factor = IsCalm(words, start, end) ? CalmFactor : 1;
                    factor *= heedsNegation && IsNegated(words, start) ? NegationFactor : 1;
                    evidence[term.Category].Add(term.Weight * factor, start, end);
                }
            }
        }
    }

    private bool IsCalm(ReadOnlySpan<uint> words, int start, int end) =>
        HasAny(words[Math.Max(0, start - CalmReach)..start], _calm) || HasAny(words[start..end], _harmless);

    private bool IsNegated(ReadOnlySpan<uint> words, int start)
    {
        for (var i = Math.Max(0, start - NegationReach); i < start; i++)
        {
            if (_negations.Contains(words[i]))
            {
                if (!HasAny(words[(i + 1)..Math.Min(start, i + 3)], _refusing))
                {
                    return true;
                }

                // "Never refuse": two negations are none.
                i += 2;
            }
        }

        return false;
    }

    private static bool HasAny(ReadOnlySpan<uint> words, HashSet<uint> set)
    {
        foreach (var word in words)
        {
            if (set.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    private static GuardLexicon Load()
    {
        using var stream = typeof(GuardLexicon).Assembly.GetManifestResourceStream("Inference.Guards.Lexicon.txt")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' ', 2));
        return new GuardLexicon(lines.ToLookup(line => line[0], line => line[1].Split(' ')));
    }

    private static GuardTerm Term(int category, string[] groups) =>
        new(category, float.Parse(groups[0], CultureInfo.InvariantCulture), [.. groups.Skip(1).Select(Alternatives)]);

    private static HashSet<uint> Words(IEnumerable<string[]> lines) => [.. lines.SelectMany(groups => Alternatives(groups[0]))];

    private static uint[] Alternatives(string group) => [.. group.Split('|').Select(GuardWords.NumberOf).Distinct()];
}
