namespace Inference.Calls;

/// <summary>How long a call may take that says nothing of its own.</summary>
public static class CallTimeout
{
    /// <summary>
    /// A front end's call that was sent to a silo just before it died gets neither a response nor an error: this is how long the client waits. It is also twice the
    /// time after which an idle stream sends a heartbeat, and how long a stream is kept that is not read.
    /// </summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(8);
}
