using Inference.Hosting;

namespace Inference.Storage;

/// <summary>The stored data cannot be used, for a reason that the operator can do something about.</summary>
internal sealed class StorageException(string message, Exception? innerException = null) : OperatorException(message, innerException);
