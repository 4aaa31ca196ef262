using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Inference.Processes;

/// <summary>
/// CPU time of a process from the kernel's clock for it, in nanoseconds. /proc/PID/stat is cut to 10 ms, and sums over /proc/PID/task forget the threads
/// that have ended.
/// </summary>
internal static class Cpu
{
    // As clock_getcpuclockid(3) makes it: the process id, inverted, and the kind of clock in the lowest bits.
    private const int ScheduledTime = 2;

    // As proc(5) counts the fields of /proc/PID/stat.
    private const int EndedChildrenUser = 16;
    private const int EndedChildrenSystem = 17;

    public static TimeSpan Of(int processId)
    {
        if (GetTime((~processId << 3) | ScheduledTime, out var time) != 0)
        {
            throw new Win32Exception();
        }

        return TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    /// <summary>Of a process and its children, those that have ended included; of the latter in steps of 10 ms.</summary>
    public static TimeSpan OfFamily(int processId)
    {
        var children = File.ReadAllText($"/proc/{processId}/task/{processId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var living = children.Select(child => int.Parse(child, CultureInfo.InvariantCulture)).Select(OfChild).Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
        var status = ProcessStatus.Read(processId);
        return Of(processId) + living + TimeSpan.FromMilliseconds(10 * (status.Number(EndedChildrenUser) + status.Number(EndedChildrenSystem)));
    }

    private static TimeSpan OfChild(int processId)
    {
        try
        {
            return Of(processId);
        }
        catch (Win32Exception)
        {
            // It has just ended, and counts among those that have.
            return TimeSpan.Zero;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    private readonly record struct Time(long Seconds, long Nanoseconds);
}
