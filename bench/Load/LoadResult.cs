namespace Inference.Load;

/// <summary>What one round of one variant gave. CPU is in microseconds per request.</summary>
internal sealed record LoadResult(
    double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds, double Cpu, double ModelCpu, double GeneratorCpu);
