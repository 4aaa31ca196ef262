namespace Inference.Hosting;

/// <summary>An admin key could not be made.</summary>
internal sealed class AdminKeyException(string message, Exception? innerException = null) : OperatorException(message, innerException);
