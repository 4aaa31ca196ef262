namespace Inference.Recording;

/// <summary>One request with a key whose limits or revocation are watched, not repeated.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Status">Of the answer; <see langword="null"/> when there was none.</param>
/// <param name="Began">When it was sent.</param>
/// <param name="Ended">When the answer was there, or the client gave up.</param>
internal sealed record KeyUse(string KeyId, int? Status, DateTimeOffset Began, DateTimeOffset Ended)
{
    public bool IsAdmitted => Status is >= 200 and < 300;
}
