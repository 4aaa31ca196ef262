using System.Collections.Concurrent;
using System.Security.Cryptography;
using Inference.ApiKeys;

namespace Inference.Authentication;

/// <summary>
/// API keys that were admitted in this process within the last seconds. Bodies of their requests are read before the key's grain is called, so that a
/// completion costs one call to it; other keys are checked before the body is read.
/// </summary>
internal sealed class AdmittedKeys(TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private const int Capacity = 10_000;

    // A key in constant use writes its entry once a second.
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private int _count;

    public bool Contains(PresentedKey key) => IsWithin(Lifetime, key);

    public void Add(PresentedKey key)
    {
        if (IsWithin(RenewalInterval, key))
        {
            return;
        }

        var entry = new Entry(key.Hash, clock.GetTimestamp());
        if (!_entries.TryAdd(key.KeyId, entry))
        {
            _entries[key.KeyId] = entry;
        }
        else if (Interlocked.Increment(ref _count) > Capacity)
        {
            // The next request of each key costs one more call.
            _entries.Clear();
            _count = 0;
        }
    }

    public void Remove(PresentedKey key)
    {
        if (_entries.TryRemove(key.KeyId, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private bool IsWithin(TimeSpan age, PresentedKey key) =>
        _entries.TryGetValue(key.KeyId, out var entry)
        && clock.GetElapsedTime(entry.AdmittedAt) < age
        && CryptographicOperations.FixedTimeEquals(entry.Hash, key.Hash);

    private sealed record Entry(byte[] Hash, long AdmittedAt);
}
