using Inference.Hosting;

namespace Inference.Clustering;

/// <summary>The address that a silo is to have is none.</summary>
internal sealed class ClusterAddressException(string message, Exception? innerException) : OperatorException(message, innerException);
