using Inference.Hosting;

namespace Inference.Clustering;

/// <summary>The data directory takes no certificate.</summary>
internal sealed class LocalCertificateException(string message, Exception? innerException) : OperatorException(message, innerException);
