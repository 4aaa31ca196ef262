using System.Net;

namespace Inference.Processes;

/// <summary>The target of requests: one process, or several that clients are spread over.</summary>
internal sealed record Target(params IReadOnlyList<ManagedProcess> Processes)
{
    /// <summary>The CPU time of all of them so far.</summary>
    public TimeSpan CpuTime => Processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + Cpu.Of(process.ProcessId));

    public EndPoint EndPointOf(int client) => Processes[client % Processes.Count].EndPoint;
}
