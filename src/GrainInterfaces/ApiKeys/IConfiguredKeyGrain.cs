namespace Inference.ApiKeys;

/// <summary>
/// Decides which of the keys that silos are configured with (<c>Inference__AdminKey</c>) is the admin key. Silos call it when they start, and nothing else
/// does; use key 0.
/// </summary>
[Alias("Inference.ApiKeys.IConfiguredKeyGrain")]
public interface IConfiguredKeyGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Takes note of what a silo is configured with, <see langword="null"/> for no key. A key that was never seen replaces the current one; one that was
    /// replaced becomes current again when no other running silo is configured with the current one. Keys that are not current become inactive. Safe to repeat.
    /// </summary>
    Task<ConfiguredKeyClaim> ClaimAsync(string? keyId, SiloAddress silo, CancellationToken cancellationToken = default);
}

/// <summary>What became of the key that a silo is configured with.</summary>
/// <param name="Standing">Whether it is the admin key of the configuration.</param>
/// <param name="Current">The id of the key that is.</param>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ConfiguredKeyClaim")]
public sealed record ConfiguredKeyClaim([property: Id(0)] ConfiguredKeyStanding Standing, [property: Id(1)] string? Current);

[GenerateSerializer, Alias("Inference.ApiKeys.ConfiguredKeyStanding")]
public enum ConfiguredKeyStanding
{
    /// <summary>The silo is configured with none, and that changes nothing.</summary>
    None = 0,

    /// <summary>It is current.</summary>
    Current = 1,

    /// <summary>It was replaced, and another running silo is configured with the current one.</summary>
    Replaced = 2,

    /// <summary>The silo is configured with none, and no silo with any that was there before: none of them is active.</summary>
    Withdrawn = 3,
}
