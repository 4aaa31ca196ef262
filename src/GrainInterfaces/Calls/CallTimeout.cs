namespace Inference.Calls;

/// <summary>How long a call may take that says nothing of its own.</summary>
public static class CallTimeout
{
    /// <summary>
    /// A front end's call that was sent to a silo just before it died is never answered, nor broken by anybody: this is how long its client waits. It is also twice the
    /// time after which a stream that stands still shows that it is alive, and how long one is kept that nobody reads.
    /// </summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(8);
}
