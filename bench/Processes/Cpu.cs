using System.Globalization;

namespace Inference.Processes;

/// <summary>CPU time of a process. The kernel's own count in nanoseconds: what /proc/PID/stat tells is cut to 10 ms.</summary>
internal static class Cpu
{
    public static TimeSpan Of(int processId)
    {
        long nanoseconds = 0;
        foreach (var task in Directory.GetDirectories($"/proc/{processId}/task"))
        {
            nanoseconds += Read(Path.Combine(task, "schedstat"));
        }

        return TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    private static long Read(string path)
    {
        try
        {
            return long.Parse(File.ReadAllText(path).Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // The thread ended since its folder was listed; pool threads that idle do so, having done next to nothing.
            return 0;
        }
    }
}
