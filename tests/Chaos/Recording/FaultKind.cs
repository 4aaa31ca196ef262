namespace Inference.Recording;

/// <summary>What is done to the cluster.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, and started again later.</summary>
    SiloKilled = 1,

    /// <summary>SIGKILL, and started again later.</summary>
    FrontEndKilled = 2,

    /// <summary>PostgreSQL stopped at once, as if by a loss of power, and started again.</summary>
    DatabaseRestarted = 3,

    /// <summary>Every connection to PostgreSQL ended by the server.</summary>
    BackendsTerminated = 4,

    /// <summary>Half of the clients' connections reset.</summary>
    ConnectionsCut = 5,
}
