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
