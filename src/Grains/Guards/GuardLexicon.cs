using System.Globalization;

namespace Inference.Guards;

/// <summary>The phrases of Lexicon.txt, found by the stem of their first word. Read once; a judgement is one pass over the words.</summary>
internal sealed class GuardLexicon
{
    public static readonly GuardLexicon BuiltIn = Load();

    // As far before a phrase as this, a calm word still speaks of it.
    private const int CalmReach = 8;
    private const float CalmFactor = 0.4f;

    private readonly Dictionary<uint, GuardTerm[]> _byFirstWord;
    private readonly HashSet<uint> _calm;
    private readonly HashSet<uint> _harmless;

    private GuardLexicon(ILookup<string, string[]> lines)
    {
        _calm = [.. lines["calm"].SelectMany(groups => Alternatives(groups[0]))];
        _harmless = [.. lines["harmless"].SelectMany(groups => Alternatives(groups[0]))];
        _byFirstWord = GuardCategories.BuiltIn.SelectMany((rule, place) => lines[rule.Key].Select(groups => Term(place, groups)))
            .SelectMany(term => term.Words[0].Select(word => (word, term)))
            .GroupBy(entry => entry.word, entry => entry.term)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Raises each category's evidence by what the text holds; the words are those of <see cref="GuardWords"/>.</summary>
    public void Judge(ReadOnlySpan<uint> words, Span<GuardEvidence> evidence)
    {
        for (var start = 0; start < words.Length; start++)
        {
            if (!_byFirstWord.TryGetValue(words[start], out var terms))
            {
                continue;
            }

            foreach (var term in terms)
            {
                if (term.Matches(words, start, out var end))
                {
                    var weight = IsCalm(words, start, end) ? term.Weight * CalmFactor : term.Weight;
                    evidence[term.Category].Add(weight, start, end);
                }
            }
        }
    }

    private bool IsCalm(ReadOnlySpan<uint> words, int start, int end) =>
        HasAny(words[Math.Max(0, start - CalmReach)..start], _calm) || HasAny(words[start..end], _harmless);

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

    private static uint[] Alternatives(string group) => [.. group.Split('|').Select(GuardWords.NumberOf).Distinct()];
}
