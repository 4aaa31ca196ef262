namespace Inference.Load;

/// <summary>What one round of one variant gave. CPU is in microseconds per request, and not a number where there is no such process.</summary>
internal sealed record LoadResult
{
    public required double RequestsPerSecond { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    public required double Cpu { get; init; }

    public required double ModelCpu { get; init; }

    public required double GeneratorCpu { get; init; }

    public required double DatabaseCpu { get; init; }

    /// <summary>Messages between grains, and to them, that stayed in their silo, per request.</summary>
    public double LocalMessages { get; init; }

    /// <summary>Those that went from silo to silo.</summary>
    public double RemoteMessages { get; init; }
}
