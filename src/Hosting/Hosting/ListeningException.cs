namespace Inference.Hosting;

/// <summary>An address cannot be listened at.</summary>
internal sealed class ListeningException(string message, Exception? innerException = null) : OperatorException(message, innerException);
