using Inference.Experts;

namespace Inference.Routing;

/// <summary>The textbook's BM25, one document an expert, words as they are: what the local router is compared with.</summary>
internal sealed class Bm25
{
    private const double Saturation = 1.2;
    private const double LengthShare = 0.75;

    private readonly RoutingSet _set;
    private readonly List<(string Id, Dictionary<string, int> Counts, int Length)> _documents;
    private readonly Dictionary<string, int> _documentCounts;
    private readonly double _averageLength;

    public Bm25(RoutingSet set)
    {
        _set = set;
        _documents = [.. set.Experts.Select(expert =>
        {
            var words = Words(TextOf(expert.Fields)).ToList();
            return (expert.Id, words.CountBy(word => word).ToDictionary(), words.Count);
        })];
        _documentCounts = _documents.SelectMany(document => document.Counts.Keys).CountBy(word => word).ToDictionary();
        _averageLength = _documents.Average(document => document.Length);
    }

    public double Accuracy() =>
        (double)_set.Questions.Count(question => Best(Words(question.Text).ToList()) == question.ExpertId) / _set.Questions.Length;

    private string Best(List<string> question) => _documents.MaxBy(document => question.Sum(word => Score(word, document.Counts, document.Length))).Id;

    private double Score(string word, Dictionary<string, int> counts, int length)
    {
        if (!counts.TryGetValue(word, out var count))
        {
            return 0;
        }

        var rarity = Math.Log(1 + (_documents.Count - _documentCounts[word] + 0.5) / (_documentCounts[word] + 0.5));
        return rarity * count * (Saturation + 1) / (count + Saturation * (1 - LengthShare + LengthShare * length / _averageLength));
    }

    private static string TextOf(ExpertFields fields) => string.Join(' ',
    [
        fields.Name, fields.Description, .. fields.Examples ?? [],
        .. (fields.Tools ?? []).SelectMany(tool => new[] { tool.Name, tool.Description, tool.Parameters }),
    ]);

    private static string[] Words(string text) =>
        string.Concat(text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
