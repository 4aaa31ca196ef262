namespace Inference.Storage;

/// <summary>The stored data cannot be used, for a reason that the operator can do something about. It is told in one line.</summary>
internal sealed class StorageException(string message, Exception? innerException = null) : Exception(message, innerException);
