using System.Collections.Frozen;

namespace Inference.Models;

/// <summary>The catalog at one moment, immutable: a request sees one of them from its beginning to its end.</summary>
internal sealed record CatalogSnapshot(string Default, FrozenDictionary<string, ModelEntry> Models);
