using System.Collections.Immutable;
using Inference.Experts;

namespace Inference.Routing;

/// <summary>An environment's experts, indexed for routing. Immutable; built anew when experts change, reusing what it can of the one before.</summary>
internal sealed class ExpertIndex
{
    public static readonly ExpertIndex Empty = Build([], null);

    private readonly Dictionary<string, Expert> _byId;

    private ExpertIndex(ImmutableArray<Expert> experts) => _byId = experts.ToDictionary(e => e.Id, StringComparer.Ordinal);

    public int Count => _byId.Count;

    public static ExpertIndex Build(ImmutableArray<Expert> experts, ExpertIndex? previous) => new(experts);

    public Expert? Find(string id) => _byId.GetValueOrDefault(id);
}
