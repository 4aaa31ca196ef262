using Inference.Reporting;

namespace Inference.Streaming;

/// <summary>How late each token was, in milliseconds and ascending, and the CPU of server and client for one, in microseconds.</summary>
internal sealed record StreamResult(double[] Late, double CpuMicroseconds, double GeneratorCpu)
{
    public int Tokens => Late.Length;

    public double P50 => Sorted.Quantile(Late, 0.5);

    public double P99 => Sorted.Quantile(Late, 0.99);
}
