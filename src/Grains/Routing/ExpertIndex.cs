using System.Collections.Immutable;
using Inference.Experts;

namespace Inference.Routing;

/// <summary>An environment's experts, indexed for routing. Immutable; built anew when experts change, reusing what it can of the one before.</summary>
internal sealed class ExpertIndex
{
    public static readonly ExpertIndex Empty = Build([], null);

    private readonly Dictionary<string, int> _places;
    private readonly Expert[] _experts;
    private readonly ExpertProfile[] _profiles;
    private readonly ExpertPostings _postings;

    private ExpertIndex(Expert[] experts, ExpertProfile[] profiles)
    {
        _experts = experts;
        _profiles = profiles;
        _postings = new ExpertPostings(profiles);
        _places = new Dictionary<string, int>(experts.Length, StringComparer.Ordinal);
        for (var place = 0; place < experts.Length; place++)
        {
            _places[experts[place].Id] = place;
        }
    }

    public int Count => _experts.Length;

    /// <summary>Reads only the experts that are new or changed since <paramref name="previous"/>; their order does not matter.</summary>
    public static ExpertIndex Build(ImmutableArray<Expert> experts, ExpertIndex? previous)
    {
        var sorted = experts.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Id, b.Id));
        using var bag = new FeatureBag();
        var profiles = Array.ConvertAll(sorted, expert => previous?.ProfileOf(expert) ?? ExpertProfile.Of(expert, bag));
        return new ExpertIndex(sorted, profiles);
    }

    public Expert? Find(string id) => _places.TryGetValue(id, out var place) ? _experts[place] : null;

    /// <summary>The expert at a place of the ranking.</summary>
    public Expert this[int place] => _experts[place];

    /// <summary>Ranks the experts by the share of the question that they explain, from 0 to 1.</summary>
    public ExpertRanking Rank(FeatureBag question, IReadOnlySet<string>? candidates, string? previous) =>
        ExpertRanking.Of(question, _postings, PlacesOf(candidates), previous is null ? -1 : _places.GetValueOrDefault(previous, -1));

    /// <summary>The experts that explain most of the question, best first.</summary>
    public ImmutableArray<Expert> Top(FeatureBag question, IReadOnlySet<string>? candidates, int count)
    {
        var places = PlacesOf(candidates) ?? [.. Enumerable.Range(0, Count)];
        var scores = new float[Count];
        _postings.Score(question.Features, question.Weights, scores);
        return [.. places.OrderByDescending(place => scores[place]).Take(count).Select(place => _experts[place])];
    }

    private int[]? PlacesOf(IReadOnlySet<string>? candidates)
    {
        if (candidates is null)
        {
            return null;
        }

        var places = new List<int>(candidates.Count);
        foreach (var id in candidates)
        {
            if (_places.TryGetValue(id, out var place))
            {
                places.Add(place);
            }
        }

        places.Sort();
        return [.. places];
    }

    private ExpertProfile? ProfileOf(Expert expert) =>
        _places.TryGetValue(expert.Id, out var place) && _experts[place].UpdatedAt == expert.UpdatedAt ? _profiles[place] : null;
}
