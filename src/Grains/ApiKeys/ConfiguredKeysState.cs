using System.Collections.Immutable;

namespace Inference.ApiKeys;

/// <summary>Which keys silos were ever configured with, and those that run now. Property names are the stored contract.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ConfiguredKeysState")]
internal sealed record ConfiguredKeysState
{
    /// <summary>The id of the one that is active.</summary>
    [Id(0)] public string? Current { get; init; }

    [Id(1)] public ImmutableSortedSet<string> Known { get; init; } = [];

    /// <summary>Key ids by silo, as Orleans writes its address; silos without a key are not in it.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, string> Silos { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <param name="keyId">What the silo is configured with.</param>
    /// <param name="silo">The silo that starts.</param>
    /// <param name="runs">Whether another silo does.</param>
    public (ConfiguredKeysState Next, ConfiguredKeyStanding Standing) Claim(string? keyId, string silo, Func<string, bool> runs)
    {
        var others = Silos.RemoveRange(Silos.Keys.Where(other => other == silo || !runs(other)));
        var noted = this with { Silos = keyId is null ? others : others.Add(silo, keyId) };
        // A cluster is restarted silo by silo: one that still has the old configuration must not take the new key's place.
        var isHeld = Current is not null && others.ContainsValue(Current);
        return keyId switch
        {
            null when isHeld || Known.IsEmpty => (noted, ConfiguredKeyStanding.None),
            null => (noted with { Current = null }, ConfiguredKeyStanding.Withdrawn),
            _ when keyId != Current && isHeld && Known.Contains(keyId) => (noted, ConfiguredKeyStanding.Replaced),
            _ => (noted with { Current = keyId, Known = Known.Add(keyId) }, ConfiguredKeyStanding.Current),
        };
    }
}
