namespace Inference.ModelServers;

/// <summary>How a request ended.</summary>
public enum RequestEnd
{
    Answered,

    /// <summary>By the client, before the answer was whole.</summary>
    Aborted,

    /// <summary>By the server, according to its scenario.</summary>
    Dropped,
}
