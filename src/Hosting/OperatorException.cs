namespace Inference;

/// <summary>A failure to start or to run a command that the operator can fix. Its message is written on one line, without a stack trace.</summary>
internal abstract class OperatorException(string message, Exception? innerException) : Exception(message, innerException);
