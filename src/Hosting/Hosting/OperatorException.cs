namespace Inference.Hosting;

/// <summary>Something keeps the process from running that the operator can do something about. It is told in one line.</summary>
internal abstract class OperatorException(string message, Exception? innerException) : Exception(message, innerException);
