using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Inference.Generating;

/// <summary>Ids of things that the server has made, by the key that made them and the collection that they are in.</summary>
internal sealed class IdPool
{
    private const int Kept = 48;

    private readonly ConcurrentDictionary<(string Key, string Collection), ImmutableList<string>> _ids = new();

    /// <summary>Ids that are never given out, so that the run does not take its own keys away.</summary>
    public ConcurrentDictionary<string, bool> Reserved { get; } = new();

    public void Add(string key, string collection, string id)
    {
        if (!Reserved.ContainsKey(id))
        {
            _ids.AddOrUpdate((key, collection), [id], (_, ids) => ids.Contains(id) ? ids : (ids.Count < Kept ? ids : ids.RemoveAt(0)).Add(id));
        }
    }

    /// <summary>Takes one number in any case, so that what is drawn later does not depend on it.</summary>
    public string Draw(Random random, string key, string collection)
    {
        var position = random.NextDouble();
        var ids = _ids.GetValueOrDefault((key, collection));
        return ids is null or { IsEmpty: true } ? "none_00000000000000000000000000000000" : ids[(int)(position * ids.Count)];
    }
}
