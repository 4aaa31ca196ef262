namespace Inference.Uploads;

/// <summary>A file as a whole cannot be read. The message follows the file's name: "is empty".</summary>
internal sealed class FileFaultException(string message, Exception? innerException = null) : Exception(message, innerException);
