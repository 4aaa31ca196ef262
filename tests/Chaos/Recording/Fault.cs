namespace Inference.Recording;

/// <summary>A fault that was injected.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">The process or server.</param>
/// <param name="At">When.</param>
/// <param name="Over">When the target served again.</param>
internal sealed record Fault(FaultKind Kind, string Target, DateTimeOffset At, DateTimeOffset Over);

/// <summary>A kind of fault.</summary>
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

    /// <summary>SIGTERM, and started again once it has ended: one silo after the other, as a new version is rolled out.</summary>
    SiloRolled = 6,

    /// <summary>SIGKILL while all else is well, and not started again before the others have gone on without it.</summary>
    SiloLost = 7,
}
