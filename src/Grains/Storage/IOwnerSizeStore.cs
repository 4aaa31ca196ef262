namespace Inference.Storage;

/// <summary>Measures what is stored for an owner.</summary>
public interface IOwnerSizeStore
{
    /// <summary>
    /// How many bytes the messages of an owner's chats and its inference logs take in an environment. The cost grows with the number of the owner's rows,
    /// not with their size.
    /// </summary>
    Task<long> MeasureAsync(string environment, string owner, CancellationToken cancellationToken);
}
