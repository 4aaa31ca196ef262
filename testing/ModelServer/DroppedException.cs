namespace Inference.ModelServers;

/// <summary>
/// Thrown in the middle of an answer to drop the connection: Kestrel sends what was written and closes, as the system does for a process that died.
/// An abort would take back what is still under way.
/// </summary>
internal sealed class DroppedException() : Exception("Dropped, as the scenario says.");
