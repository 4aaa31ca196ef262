namespace Inference.Uploads;

/// <summary>The volume of the temporary files has no room for an upload.</summary>
internal sealed class SpoolFullException(Exception cause) : Exception(cause.Message, cause);
