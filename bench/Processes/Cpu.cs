using System.ComponentModel;
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

    public static TimeSpan Of(int processId)
    {
        if (GetTime((~processId << 3) | ScheduledTime, out var time) != 0)
        {
            throw new Win32Exception();
        }

        return TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    [DllImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    private readonly record struct Time(long Seconds, long Nanoseconds);
}
