namespace Inference.ApiKeys;

/// <summary>What is known of a well-formed API key before anyone has looked it up.</summary>
/// <param name="KeyId">The id of the key it claims to be.</param>
/// <param name="Hash">SHA-256 of the whole key, so that environment and id are vouched for too.</param>
public readonly record struct PresentedKey(string KeyId, byte[] Hash)
{
    // A record prints its members; neither belongs into a log.
    public override string ToString() => KeyId;
}
