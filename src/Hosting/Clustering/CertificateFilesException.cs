namespace Inference.Clustering;

/// <summary>A certificate's file cannot be used; the message names its setting.</summary>
internal sealed class CertificateFilesException(string message, Exception? innerException = null) : Exception(message, innerException);
