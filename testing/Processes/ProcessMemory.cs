using System.Globalization;

namespace Inference.Processes;

/// <summary>Resident memory of a process in MiB, as /proc/PID/status reports it: now, and at its peak.</summary>
public sealed record ProcessMemory(double Now, double Peak)
{
    public static ProcessMemory Of(int processId)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        return new ProcessMemory(Read(status, "VmRSS:"), Read(status, "VmHWM:"));
    }

    private static double Read(string[] status, string name)
    {
        var line = status.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1_024;
    }
}
