using System.Collections.Frozen;

namespace Inference.Models.Catalog;

/// <summary>The catalog at one moment, immutable: a request sees one of them from its beginning to its end.</summary>
/// <param name="Default">The name of the model of requests that name none.</param>
/// <param name="Models">The models by their own names.</param>
/// <param name="Names">The same by their aliases too.</param>
/// <param name="Unknown">What answers for other names, if they are not refused.</param>
internal sealed record CatalogSnapshot(
    string Default, FrozenDictionary<string, ModelEntry> Models, FrozenDictionary<string, ModelEntry> Names, ModelEntry? Unknown)
{
    public ModelEntry? Find(string name) => Names.GetValueOrDefault(name) ?? Unknown;

    /// <summary>Whether both have the same names for the same models.</summary>
    public bool IsNamedLike(CatalogSnapshot other) =>
        Default == other.Default
        && Unknown?.Name == other.Unknown?.Name
        && Names.Count == other.Names.Count
        && Names.All(name => other.Names.TryGetValue(name.Key, out var model) && model.Name == name.Value.Name);
}
